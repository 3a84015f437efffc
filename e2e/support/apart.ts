import type { Person } from './person.ts';

/** What people do in `work` is concurrent for certain: none of them has a network while it lasts. */
export async function apart(people: readonly Person[], work: () => Promise<void>): Promise<void> {
  await Promise.all(people.map((person) => person.goesOffline()));
  await work();
  await Promise.all(people.map((person) => person.comesBack()));
}

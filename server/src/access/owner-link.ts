import type { Access } from './access.ts';

/**
 * The key of a link to everything: made when there is none yet, or when a new one is asked for, which ends those before it.
 * @returns undefined when there is one already; its key was told when it was made, and is kept nowhere
 */
export async function ownerKey(access: Access, fresh: boolean): Promise<string | undefined> {
  const links = (await access.linksOf(null)).filter((link) => access.stateOf(link) === 'active');
  if (links.length > 0 && !fresh) return undefined;
  // The new one first: whatever happens in between, somebody can get in.
  const { key } = await access.share(null, 'owner', null);
  for (const { id } of links) await access.revoke(null, id);
  return key;
}

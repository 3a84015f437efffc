import { type Database, openDatabase } from './sqlite-driver.ts';

/**
 * Takes a lock that the system gives back however the process ends: an empty database, of which only its lock matters.
 * @returns what holds it; closing that gives it back
 * @throws when somebody else has it
 */
export async function takeLock(path: string): Promise<Database> {
  const lock = await openDatabase(path);
  try {
    lock.exec('BEGIN EXCLUSIVE');
    return lock;
  } catch (error) {
    lock.close();
    throw error;
  }
}

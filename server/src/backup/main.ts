/** `npm run backup -- <folder>` and `npm run restore -- <folder>`. */
import { parseArgs } from 'node:util';
import { DEFAULT_CONFIG } from '../config.ts';
import { backup, type BackupManifest, restore } from './backup.ts';

const HELP = `Usage: npm run backup -- <new folder> [--data-dir <folder>]
       npm run restore -- <folder of a backup> [--data-dir <folder>]

A backup may be made while the relay runs. A restore goes into a data folder that is empty or not there, while no relay runs on it.
Both read every file and compare its digest; exit code 1 when anything is wrong.`;

const said = ({ files }: BackupManifest): string => (files.length === 1 ? '1 file' : `${files.length} files`);

const [verb, ...args] = process.argv.slice(2);
process.exitCode = await run(verb, args).catch((error: unknown) => {
  console.error(`joinery: ${error instanceof Error ? error.message : String(error)}`);
  return 1;
});

async function run(name: string | undefined, rest: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...rest],
    allowPositionals: true,
    options: { 'data-dir': { type: 'string' }, help: { type: 'boolean', short: 'h' } },
  });
  const [folder, ...more] = positionals;
  if (values.help === true || folder === undefined || more.length > 0 || (name !== 'backup' && name !== 'restore')) {
    console.log(HELP);
    return values.help === true ? 0 : 2;
  }
  const dataDir = values['data-dir'] ?? process.env['DATA_DIR'] ?? DEFAULT_CONFIG.dataDir;
  const manifest =
    name === 'backup' ? await backup(dataDir, folder, Date.now()) : await restore(folder, dataDir, Date.now());
  console.log(
    `${said(manifest)} ${name === 'backup' ? `in ${folder}` : `back in ${dataDir}`}, each verified by its digest.`,
  );
  return 0;
}

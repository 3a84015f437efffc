/** `npm run client`: options → visit → exit code. */
import { type ClientOptions, readClientOptions } from './client-options.ts';
import { complain, EXIT } from './exit.ts';
import { StateUnusableError } from './state-file.ts';
import { Visit } from './visit.ts';

const result = readClientOptions(process.argv.slice(2));
if (result.kind === 'help') console.log(result.text);
else if (result.kind === 'problem') process.exitCode = complain(result.problem, EXIT.misused);
else process.exit(await run(result.options));

async function run(options: ClientOptions): Promise<number> {
  try {
    return await (await Visit.open(options)).toItsEnd();
  } catch (error) {
    if (error instanceof StateUnusableError) return complain(error.message, EXIT.misused);
    throw error;
  }
}

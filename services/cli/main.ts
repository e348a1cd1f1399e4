import type { Chobo } from '@chobo/runtime/chobo';
import { onShutdownSignals } from '@chobo/runtime/signals';

import { createCli } from './cli.ts';
import { runProgram } from './program.ts';

/** What shells report for a command that Ctrl-C ended. */
const INTERRUPTED = 130;

const abort = new AbortController();
let open: Chobo | null = null;

const cli = createCli(process, abort.signal, (chobo) => {
  open = chobo;
});

// Commands check first and write whole facts, so ending one anywhere leaves nothing half-written.
const end = (): void => {
  abort.abort();
  cli.progress.stop();
  void (open?.abandon() ?? Promise.resolve()).finally(() => process.exit(INTERRUPTED));
};
onShutdownSignals({ gently: end, atOnce: () => process.exit(INTERRUPTED) });

// Whatever may still hold the event loop has no more to do.
process.exit(await runProgram(cli, process.argv.slice(2)));

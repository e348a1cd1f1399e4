import { parentPort } from 'node:worker_threads';

import { createSession, type Request } from './session.ts';

/** One question and its answer; a throw ends the thread, which its starter is told. */
const session = createSession();

parentPort?.on('message', (request: Request) => {
  parentPort?.postMessage(session.answer(request));
});

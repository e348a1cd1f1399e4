import { setTimeout as pause } from 'node:timers/promises';

/**
 * Asks again, every few milliseconds, until there is an answer.
 *
 * @returns the answer, or undefined when there was none before the deadline
 */
export async function waitFor<Answer>(
  question: () => Promise<Answer | undefined>,
  timeoutMs: number,
): Promise<Answer | undefined> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const answer = await question();
    if (answer !== undefined) return answer;
    if (performance.now() >= deadline) return undefined;
    await pause(15);
  }
}

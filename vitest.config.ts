import os from 'node:os';

import { defineConfig } from 'vitest/config';
import { BaseSequencer } from 'vitest/node';
import type { TestSpecification } from 'vitest/node';

/**
 * The suffix of a test file states its cost: `.test` is pure and takes
 * milliseconds, `.contract.test` needs a real PostgreSQL, `.e2e.test` drives
 * the product as its user does, `.long.test` is run before a release.
 */
const roots = ['services', 'projections', 'fixtures', 'bench'];
const files = (suffix: string) => roots.map((root) => `${root}/**/*${suffix}.ts`);
const costly = ['.contract.test', '.e2e.test', '.long.test'].flatMap(files);
const shared = ['**/node_modules/**'];

/** Projects by how long one of their files may take. */
const COSTLIEST_FIRST = ['long', 'e2e', 'browser', 'contract', 'console', 'unit'];

/** What takes long begins first, so that no core waits for it at the end. */
class CostliestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ project }: TestSpecification): number => COSTLIEST_FIRST.indexOf(project.name);
    return [...(await super.sort(files))].sort((a, b) => place(a) - place(b));
  }
}

export default defineConfig({
  test: {
    // Tests wait for PostgreSQL, processes and browsers: a small machine carries one for each core.
    maxWorkers: Math.max(2, os.availableParallelism()),
    sequence: { sequencer: CostliestFirst },
    projects: [
      {
        test: {
          name: 'unit',
          include: files('.test'),
          exclude: [...shared, ...costly],
          // Pure code leaves nothing behind that a process of its own would keep from the next file.
          isolate: false,
          // Properties are tried on hundreds of inputs, on a busy machine too.
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'console',
          environment: 'jsdom',
          isolate: false,
          // Typing into forms takes seconds where a browser test takes the other core.
          testTimeout: 30_000,
          include: ['admin-ui/src/**/*.test.{ts,tsx}'],
          exclude: [...shared, '**/*.e2e.test.ts'],
        },
      },
      {
        test: {
          name: 'contract',
          // Each test has a database of its own: what keeps tests apart is there, not in the process.
          isolate: false,
          include: files('.contract.test'),
          exclude: shared,
          globalSetup: ['fixtures/postgres/globalSetup.ts', 'fixtures/containers/globalSetup.ts'],
          // Several times what the longest takes: a busy machine is slow, and still right.
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'e2e',
          include: files('.e2e.test'),
          exclude: shared,
          globalSetup: ['fixtures/postgres/globalSetup.ts'],
          testTimeout: 300_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'browser',
          include: ['admin-ui/src/**/*.e2e.test.ts'],
          exclude: shared,
          globalSetup: ['fixtures/console/globalSetup.ts'],
          testTimeout: 300_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'long',
          include: files('.long.test'),
          exclude: shared,
          globalSetup: ['fixtures/postgres/globalSetup.ts', 'fixtures/containers/globalSetup.ts'],
          testTimeout: 1_200_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});

/**
 * The imports that the architecture allows, folder by folder (DESIGN: "Shape").
 * Each rule lists what a folder may reach of ours; anything else is an error.
 * Tests and fixtures may import anything, and nothing imports fixtures.
 */
const tests = '\\.(test|given)\\.ts$';

/** @param {string} name @param {string} from @param {string[]} allowed */
const only = (name, from, allowed) => ({
  name,
  severity: 'error',
  comment: `${from} may import of ours only: ${allowed.join(', ') || 'nothing'}`,
  from: { path: `^${from}/`, pathNot: tests },
  to: {
    path: '^(services|projections|fixtures|admin-ui|bench)/',
    pathNot: [from, ...allowed].map((folder) => `^${folder}(/|\\.ts$)`),
  },
});

const domain = 'services/domain';
const kernel = 'services/domain/kernel';
const reconciliation = 'services/reconciliation';
const port = [
  'services/event-store/port',
  'services/event-store/errors',
  'services/event-store/metadata',
  'services/event-store/handleCommand',
];
const identity = 'services/identity';
const statementStore = 'services/statement-store';
const texts = 'services/texts';
const projections = 'projections';

module.exports = {
  forbidden: [
    only('domain-is-alone', domain, []),
    only('reconciliation-knows-domain', reconciliation, [domain]),
    only('event-store-knows-the-kernel', 'services/event-store', [kernel]),
    only('texts-are-alone', texts, []),
    only('identity-knows-the-kernel', identity, [kernel]),
    only('statement-store', statementStore, [
      domain,
      reconciliation,
      ...port,
      texts,
      'projections/reconciliation-days/report',
      'projections/runner/checkpoints',
      'projections/runner/progress',
    ]),
    only('projections', projections, [domain, ...port]),
    only('api', 'services/api', [
      domain,
      reconciliation,
      ...port,
      identity,
      texts,
      statementStore,
      projections,
    ]),
    only('worker', 'services/worker', [
      domain,
      reconciliation,
      ...port,
      identity,
      statementStore,
      projections,
    ]),
    only('cli-through-runtime', 'services/cli', [
      domain,
      reconciliation,
      ...port,
      identity,
      statementStore,
      projections,
      'services/worker',
      'services/runtime',
    ]),
    only('console-through-http', 'admin-ui', [
      'services/identity/roles',
      'services/domain/break/kinds',
      'services/domain/ledger/accounts',
    ]),
    {
      name: 'domain-is-pure',
      severity: 'error',
      comment:
        'The domain has no dependencies but date-fns and zod (validation of documents, pure).',
      from: { path: `^${domain}/`, pathNot: tests },
      to: { pathNot: `^(${domain}/|node_modules/(date-fns|@date-fns/tz|zod)/)` },
    },
    {
      name: 'reconciliation-is-pure',
      severity: 'error',
      from: { path: `^${reconciliation}/`, pathNot: tests },
      to: { dependencyTypes: ['core'] },
    },
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'nothing-imports-fixtures',
      severity: 'error',
      from: { path: '^(services|projections|admin-ui)/', pathNot: tests },
      to: { path: '^fixtures/.*\\.ts$' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'default'] },
  },
};

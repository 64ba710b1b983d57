/**
 * Who may import whom. A plugin is one storey that goes through the towers; hosts are thin roofs; the kit and the
 * migrations are the ground. A rule that never fires is checked by test/house/imports.spec.ts.
 */

/** Plugin → every plugin below it: the `needs` of the definitions, closed. */
const below = {
  auth: [],
  reset: ['auth'],
  workspace: ['auth'],
  sync: ['workspace', 'auth'],
  provisioning: ['sync', 'workspace', 'auth'],
  backup: ['sync', 'workspace', 'auth'],
  tasks: ['sync', 'workspace', 'auth'],
};

const kitOutsideTesting = '^plugins/kit/(?!testing/)';
const anyPlugin = '^plugins/(?!kit/)([^/]+)/';

/** What another plugin's backend may be reached by: facts, the definition, and what its module exports. */
const doors = '(events|[^/]+\\.(plugin|module|service))\\.ts$|/events\\.ts$';

const perPlugin = Object.entries(below).flatMap(([plugin, needed]) => {
  const others = `^plugins/(?!kit/|${[plugin, ...needed].join('/|')}/)[^/]+/`;
  const ofNeeded = needed.length > 0 ? `^plugins/(${needed.join('|')})/` : undefined;
  return [
    {
      name: `${plugin}-imports-only-what-it-needs`,
      comment: `${plugin} stands on ${needed.join(', ') || 'the kit alone'}: publish an event instead, or add the need.`,
      severity: 'error',
      from: { path: `^plugins/${plugin}/` },
      to: { path: others },
    },
    ...(ofNeeded
      ? [
          {
            name: `${plugin}-enters-by-doors`,
            comment:
              'Of a needed plugin take events, its definition and the services its module exports; no entities, no options.',
            severity: 'error',
            from: { path: `^plugins/${plugin}/backend/` },
            to: { path: `${ofNeeded}backend/`, pathNot: doors },
          },
          {
            name: `${plugin}-screens-read-records`,
            comment: 'Screens of a plugin take only records.ts of a needed plugin.',
            severity: 'error',
            from: { path: `^plugins/${plugin}/(console|portal)/` },
            to: { path: ofNeeded, pathNot: `${ofNeeded}records\\.ts$` },
          },
        ]
      : []),
  ];
});

const roofs = ['backend', 'console', 'portal'].map((roof) => ({
  name: `${roof}-is-alone`,
  comment: 'Roofs never import each other.',
  severity: 'error',
  from: { path: `^${roof}/` },
  to: { path: `^(${['backend', 'console', 'portal'].filter((other) => other !== roof).join('|')})/` },
}));

module.exports = {
  forbidden: [
    ...roofs,
    ...perPlugin,
    {
      name: 'backend-imports-no-screens',
      severity: 'error',
      from: { path: '^(backend/|plugins/[^/]+/backend/)' },
      to: { path: '^(theme|client|plugins/[^/]+/(console|portal))/|^node_modules/(react|@mui|react-admin|vite)/' },
    },
    {
      name: 'backend-imports-no-launcher',
      severity: 'error',
      from: { path: '^(backend|plugins|migrations|console|portal|client|theme)/', pathNot: '/vite\\.config\\.ts$' },
      to: { path: '^(launcher|test)/' },
    },
    {
      name: 'launcher-knows-only-the-environment',
      comment: 'The launcher starts the house from outside; it shares the reader of process.env and nothing else.',
      severity: 'error',
      from: { path: '^launcher/' },
      to: { path: '^(backend|plugins|migrations|console|portal|client|theme|test)/', pathNot: '^backend/env\\.ts$' },
    },
    {
      name: 'plugins-open-no-roof',
      severity: 'error',
      from: { path: '^plugins/', pathNot: '^plugins/kit/testing/' },
      to: { path: '^(backend|console|portal)/' },
    },
    {
      name: 'plugin-backend-opens-no-screens',
      severity: 'error',
      from: { path: '^plugins/([^/]+)/backend/' },
      to: { path: '^plugins/[^/]+/(console|portal)/' },
    },
    {
      name: 'screens-open-no-backend',
      severity: 'error',
      from: { path: '^plugins/[^/]+/(console|portal)/|^(console|portal|client|theme)/' },
      to: { path: '^(backend|migrations)/|^plugins/[^/]+/backend/' },
    },
    {
      name: 'console-and-portal-of-a-plugin-are-apart',
      severity: 'error',
      from: { path: '^plugins/[^/]+/(console|portal)/' },
      to: { path: '^plugins/[^/]+/(console|portal)/', pathNot: '^plugins/[^/]+/$1/' },
    },
    {
      name: 'console-takes-no-client-but-the-session',
      comment: 'Operators work without LiveStore.',
      severity: 'error',
      from: { path: '^(console/|plugins/[^/]+/console/)' },
      to: { path: '^client/sync/' },
    },
    {
      name: 'names-and-records-are-plain',
      comment: 'names.ts and records.ts are read in browsers: the names of the kit and zod, nothing else.',
      severity: 'error',
      from: { path: '^plugins/(?!kit/)[^/]+/(names|records)\\.ts$' },
      to: {
        pathNot:
          '^plugins/kit/(names|problems)\\.ts$|^plugins/[^/]+/(names|records)\\.ts$|/node_modules/zod/|^node_modules/zod',
      },
    },
    {
      name: 'kit-imports-nothing-of-ours',
      severity: 'error',
      from: { path: kitOutsideTesting },
      to: { path: `^(backend|console|portal|client|theme|migrations|launcher|test)/|${anyPlugin}` },
    },
    {
      name: 'kit-testing-opens-the-house-only',
      severity: 'error',
      from: { path: '^plugins/kit/testing/' },
      to: { path: `^(console|portal|client|theme|launcher|test)/|${anyPlugin}` },
    },
    {
      name: 'migrations-import-nothing-of-ours',
      severity: 'error',
      from: { path: '^migrations/' },
      to: { path: '^(backend|console|portal|client|theme|plugins|migrations|launcher|test)/' },
    },
    {
      name: 'client-imports-nothing-of-ours',
      severity: 'error',
      from: { path: '^client/' },
      to: {
        path: '^(backend|console|portal|theme|migrations|launcher|test)/|^plugins/',
        pathNot: '^plugins/[^/]+/records\\.ts$',
      },
    },
    {
      name: 'client-takes-types-of-records',
      severity: 'error',
      from: { path: '^client/' },
      to: { path: '^plugins/[^/]+/records\\.ts$', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'own-migrations-only',
      comment: 'A plugin lists migrations of its own name.',
      severity: 'error',
      from: { path: '^plugins/([^/]+)/' },
      to: { path: '^migrations/', pathNot: '^migrations/\\d{13}-$1-' },
    },
    {
      name: 'host-lists-only-house-migrations',
      severity: 'error',
      from: { path: '^backend/' },
      to: { path: '^migrations/', pathNot: '^migrations/\\d{13}-house-' },
    },
    {
      name: 'host-enters-a-plugin-by-its-definition',
      comment: 'Assembling is not knowing: the backend takes definitions, never services of a plugin.',
      severity: 'error',
      from: { path: '^backend/' },
      to: { path: anyPlugin, pathNot: '^plugins/([^/]+)/backend/\\1\\.plugin\\.ts$' },
    },
    {
      name: 'no-barrels',
      comment: 'No index.ts in backend code: import from the file that holds it.',
      severity: 'error',
      from: {},
      to: {
        path: ['^(backend|migrations|launcher|plugins/kit)/.*index\\.tsx?$', '^plugins/[^/]+/backend/.*index\\.ts$'],
      },
    },
    {
      name: 'no-drawer-folders',
      comment: 'A folder is called by what is in it.',
      severity: 'error',
      from: {},
      to: {
        path: ['/(utils|util|helpers|helper|common|shared)/', '^(utils|util|helpers|helper|common|shared)/'],
        pathNot: 'node_modules',
      },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      from: { pathNot: 'node_modules' },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true, pathNot: '[?](shared)?worker$' } },
    {
      name: 'no-undeclared-packages',
      severity: 'error',
      from: { path: '^(backend|plugins|client|console|portal|theme|migrations)/' },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'server-runs-on-dependencies',
      comment: 'What runs in production is a dependency, not a development one.',
      severity: 'error',
      from: {
        path: '^(backend|migrations)/|^plugins/[^/]+/(backend/|names\\.ts|records\\.ts)',
        pathNot: '^plugins/kit/testing/',
      },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules|/dist/' },
    exclude: { path: '(^|/)dist/|^test/fixtures/' },
    tsPreCompilationDeps: true,
    combinedDependencies: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['source', 'import', 'require', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types'],
    },
    moduleSystems: ['es6', 'cjs'],
    skipAnalysisNotInRules: false,
    reporterOptions: { text: { highlightFocused: true } },
  },
};

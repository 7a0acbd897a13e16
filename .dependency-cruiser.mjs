// Who may import whom. tools/check-house.test.ts plants one violation of each rule and expects it caught.
const product = '^(platform|lab|tab)/';
const forbidden = [
  { name: 'no-circular', from: {}, to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } } },
  { name: 'no-unresolvable', from: {}, to: { couldNotResolve: true } },
  { name: 'products-stay-apart', from: { path: product }, to: { path: product, pathNot: '^$1/' } },
  {
    name: 'outsiders-stay-outside',
    from: { path: '^(demo|rehearse|accept)/' },
    to: { path: product, pathNot: '^lab/(index|testing)\\.ts$' },
  },
  { name: 'kit-knows-no-product', from: { path: '^kit/' }, to: { path: '^(platform|lab|tab|demo|cli|rehearse)/' } },
  {
    name: 'rules-are-pure',
    from: { path: '/(rules|game)/', pathNot: '\\.test\\.ts$' },
    to: { pathNot: ['/(rules|game)/', '/errors\\.ts$', '^kit/(math|money|time|errors|html)/', 'node_modules/valibot/'] },
  },
  { name: 'sql-lives-in-store', from: { path: product, pathNot: '/store/|\\.test\\.ts$' }, to: { path: 'node_modules/(kysely|pg)/' } },
  { name: 'views-only-render', from: { path: '/(views|islands)/' }, to: { path: '/store/|node_modules/(fastify|kysely)' } },
  {
    name: 'views-touch-no-node',
    from: { path: '/(views|islands)/', pathNot: '\\.test\\.ts$|build\\.ts$' },
    to: { dependencyTypes: ['core'] },
  },
  { name: 'only-cli-imports-main', from: { pathNot: '^cli/|\\.(test|e2e)\\.ts$' }, to: { path: '/main\\.ts$' } },
  {
    name: 'no-junk-drawers',
    from: {},
    to: { path: '/(utils?|helpers?|common|misc|base|manager|service|types)\\.ts$', pathNot: 'node_modules' },
  },
  {
    name: 'path-knows-no-web',
    from: { path: product, pathNot: '/(web|testing)/|/main\\.ts$|\\.test\\.ts$' },
    to: { path: '^(platform|lab|tab)/web/' },
  },
  {
    name: 'store-knows-no-path',
    from: { path: '/store/', pathNot: '\\.test\\.ts$' },
    to: { path: product, pathNot: '/(store|rules|game)/|/errors\\.ts$' },
  },
  {
    name: 'islands-stay-in-the-browser',
    from: { path: '/islands/.*\\.tsx?$', pathNot: 'build\\.ts$|\\.test\\.ts$' },
    to: { pathNot: ['/(rules|islands)/', '^kit/(islands|math|money|time|html)/', 'node_modules/(preact|@preact|uplot|valibot)/'] },
  },
  {
    name: 'cli-uses-entries',
    from: { path: '^cli/' },
    to: { path: product, pathNot: '^platform/client\\.ts$|^(lab|tab)/index\\.ts$|/main\\.ts$' },
  },
].map((rule) => ({ severity: 'error', ...rule }));

export default {
  forbidden,
  options: {
    parser: 'swc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.json'],
    },
  },
};

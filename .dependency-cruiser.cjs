// The rules are made from data: infra/tooling/layers.ts.
const { forbidden } = require('./infra/tooling/cruiser-rules.ts')

module.exports = {
  forbidden,
  options: {
    // Packages of ours are links below node_modules; they are followed to where they lie.
    doNotFollow: { path: '(^|/)node_modules/' },
    exclude: { path: '(^|/)(\\.tsbuild|\\.juece|\\.tap)/' },
    // Type-only imports count: a claim that holds only after erasing types is a weaker claim.
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.mts', '.js', '.mjs', '.cjs', '.json', '.d.ts'],
      mainFields: ['main', 'types'],
    },
  },
}

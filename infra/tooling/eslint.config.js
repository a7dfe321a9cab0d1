import tseslint from 'typescript-eslint'
import { purePackages } from './layers.ts'

const typescript = ['**/*.ts', '**/*.tsx', '**/*.mts']
const pure = purePackages.map((folder) => `${folder}/src/**/*.ts`)
const statutePages = ['workflows/src/**/*.ts']
const adapter = ['workflows/src/temporal-clerk*', 'workflows/src/temporal-clerk/**']

const takesItAsAnArgument =
  'It is not the same at every call; a pure package takes it as an argument.'
const hostsTimeZone = 'It answers in the time zone of the host, so two workers would differ.'

/** What is not the same everywhere and always. */
const impure = ['Date', 'Intl', 'Temporal', 'performance', 'crypto', 'console', 'process'].map(
  (name) => ({ name, message: takesItAsAnArgument }),
)
const random = { object: 'Math', property: 'random', message: takesItAsAnArgument }
const localGetters = [
  ...['FullYear', 'Month', 'Date', 'Day', 'Hours', 'Minutes', 'Seconds', 'TimezoneOffset'].map(
    (part) => `get${part}`,
  ),
  'toLocaleString',
  'toLocaleDateString',
  'toLocaleTimeString',
].map((property) => ({ property, message: hostsTimeZone }))

export default tseslint.config(
  {
    ignores: ['**/node_modules/', '**/.tsbuild/', '.tap/', '.juece/', 'coverage/'],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: typescript,
    languageOptions: {
      parser: tseslint.parser,
      parserOptions: {
        projectService: true,
        tsconfigRootDir: new URL('../..', import.meta.url).pathname,
      },
    },
    plugins: { '@typescript-eslint': tseslint.plugin },
    rules: {
      // A promise nobody waits for is a step of the statute that may be left out.
      '@typescript-eslint/no-floating-promises': [
        'error',
        // A test of tap stands in tap's own queue, which waits for it and fails with it.
        {
          allowForKnownSafePromises: [
            { from: 'package', name: 'PromiseWithSubtest', package: '@tapjs/core' },
          ],
        },
      ],
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/return-await': ['error', 'error-handling-correctness-only'],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unsafe-argument': 'error',
      '@typescript-eslint/no-unsafe-assignment': 'error',
      '@typescript-eslint/no-unsafe-call': 'error',
      '@typescript-eslint/no-unsafe-member-access': 'error',
      '@typescript-eslint/no-unsafe-return': 'error',
      '@typescript-eslint/only-throw-error': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      'no-fallthrough': 'error',
      'no-control-regex': 'error',
      'no-restricted-syntax': [
        'error',
        { selector: 'TSEnumDeclaration', message: 'An enum does not vanish with the types.' },
      ],
      eqeqeq: 'error',
      'no-var': 'error',
      'prefer-const': 'error',
    },
  },
  {
    files: ['**/*.mjs', '**/*.cjs', '**/*.js'],
    rules: {
      'no-unused-vars': 'error',
      eqeqeq: 'error',
      'prefer-const': 'error',
      'no-var': 'error',
    },
  },
  {
    files: [...pure, ...statutePages],
    ignores: adapter,
    rules: {
      'no-restricted-globals': ['error', ...impure],
      'no-restricted-properties': ['error', random, ...localGetters],
    },
  },
  { files: ['tests/**/*.ts'], rules: { 'no-control-regex': 'off' } },
  {
    // The adapter runs where Date and Math.random are made repeatable; the host's time zone is not.
    files: adapter,
    rules: {
      'no-restricted-globals': [
        'error',
        ...impure.filter(({ name }) => /Intl|Temporal/.test(name)),
      ],
      'no-restricted-properties': ['error', ...localGetters],
    },
  },
)

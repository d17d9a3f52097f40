import { defineConfig, type OxlintOverride } from 'oxlint';

/**
 * Who may import whom. Layers are the top folders, each with a ban in its own words; inside a layer stand the same rooms,
 * and a room imports only the rooms before it, on its own floor and on those below. Written down here once: the rules of
 * oxlint below are made from it, because of several that match a file the last one alone would count.
 */
const ROOMS = [
  'cells',
  'person',
  'messages',
  'exam-session',
  'roll',
  'passport',
  'staff',
  'seats',
  'registration',
  'payment',
  'review',
  'rebind',
  'arrangement',
  'imports',
];

const LAYERS = [
  'domain',
  'config',
  'db',
  'gateways',
  'workflows',
  'activities',
  'api',
  'worker',
  'web',
  'stack',
  'test',
  'bench',
];

/** Floors that are divided into rooms, each with the folders that all its rooms stand on. */
const FLOORS: Record<string, string[]> = {
  domain: [],
  db: ['schema'],
  workflows: ['entity'],
  activities: [],
  api: ['http', 'commands'],
};

type Ban = ({ regex: string } | { group: string[] }) & {
  message: string;
  importNames?: string[];
  allowTypeImports?: boolean;
};

/** Bans every layer but those named. */
function only(allowed: string[], message: string): Ban {
  const banned = LAYERS.filter((layer) => !allowed.includes(layer));
  return { regex: `^(\\.\\./)+(${banned.join('|')})/`, message };
}

const NO_IO: Ban = {
  regex: '^(node:|postgres$|drizzle|hono|zod|pino|@temporalio/(client|worker|activity))',
  message: 'No I/O here: no node, database, HTTP or client libraries.',
};
const WORKFLOW_CODE: Ban = {
  group: ['**/workflows/*.ts', '**/workflows/*/*', '!**/workflows/*/messages.ts'],
  message: 'Of workflows/ only the messages of a room: workflows are loaded by path.',
};
/** Tables with one writer each, and the files that may touch them. */
const ONE_WRITER: Ban = {
  group: ['**/schema/index.ts'],
  importNames: ['auditLog', 'outbox'],
  message: 'One writer each: recordAudit for the audit log, leaveMessages for the outbox.',
};
const WRITERS = ['db/record-audit.ts', 'db/connect.ts', 'db/messages/**'];
const TYPES_ONLY = { allowTypeImports: true };

/** What each layer must not import, and what to do instead. */
const BANS: Record<string, Ban[]> = {
  domain: [
    only(['domain'], 'domain/ holds pure rules: it imports nothing but itself. Pass what it needs as facts.'),
    NO_IO,
    { regex: '^@temporalio/', message: 'domain/ does not know Temporal.' },
  ],
  config: [only(['config'], 'config/ reads the environment: it imports nothing of the project.')],
  db: [only(['db', 'domain', 'config'], 'db/ may import domain/ and config/ only.'), ONE_WRITER],
  gateways: [only(['gateways', 'domain', 'config'], 'gateways/ may import domain/ and config/ only.')],
  workflows: [
    only(
      ['workflows', 'domain', 'activities'],
      'workflows/ may import domain/ and types of activities/ only: anything else breaks determinism.',
    ),
    {
      regex: '^(\\.\\./)+activities/',
      message: 'Of activities/ only types: it is not deterministic.',
      ...TYPES_ONLY,
    },
    NO_IO,
  ],
  activities: [
    only(
      ['activities', 'domain', 'db', 'gateways', 'config'],
      'activities/ may import domain/, db/, gateways/ and config/ only.',
    ),
    ONE_WRITER,
  ],
  api: [
    only(
      ['api', 'domain', 'db', 'config', 'gateways', 'workflows'],
      'api/ may import domain/, db/, config/, gateways/ and messages of workflows/ only.',
    ),
    WORKFLOW_CODE,
    ONE_WRITER,
  ],
  worker: [
    only(
      ['worker', 'activities', 'domain', 'db', 'gateways', 'config', 'workflows'],
      'worker/ may import activities/, db/, gateways/, config/, domain/ and messages of workflows/ only.',
    ),
    WORKFLOW_CODE,
  ],
  web: [
    only(['web', 'domain', 'api'], 'web/ may import types of api/ and, at run time, domain/ only.'),
    { regex: '^(\\.\\./)+api/', message: 'Of api/ only types: ask it over HTTP.', ...TYPES_ONLY },
  ],
  stack: [
    only(
      LAYERS.filter((layer) => !['test', 'bench'].includes(layer)),
      'stack/ brings everything up but tests.',
    ),
  ],
  bench: [
    only(
      LAYERS.filter((layer) => !['test', 'web'].includes(layer)),
      'bench/ measures: anything but test/ and web/.',
    ),
  ],
};

/** The order of the rooms, for one of them. */
function orderOf(room: string): Ban[] {
  const later = ROOMS.slice(ROOMS.indexOf(room) + 1);
  if (later.length === 0) return [];
  const floors = Object.keys(FLOORS).join('|');
  return [
    {
      regex: `^(\\.\\./)+((${floors})/)?(${later.join('|')})/`,
      message: `${room} comes before this room: a room imports only those before it. Move what both need down.`,
    },
  ];
}

const GROUND: Ban = {
  regex: `^(\\.\\./)+(${ROOMS.join('|')})/`,
  message: 'All rooms of this floor stand on this folder: it knows none of them.',
};

const NOT_SITE: Ban = { regex: '^(\\.\\./)+site/', message: 'Only main.tsx knows the site from outside.' };
const NOT_STAFF: Ban = {
  regex: '^(\\.\\./)+staff/',
  message: 'Only main.tsx knows the staff console from outside.',
};
const NOT_FEATURES: Ban = { regex: '^(\\.\\./)+features/', message: 'Only app/ puts features together.' };
const OTHER_FEATURE: Ban = {
  regex: '^\\.\\./[^./]',
  message: 'No feature reaches into another: move what both need to lib/ or ui/.',
};

function restrict(files: string[], patterns: Ban[]): OxlintOverride {
  return { files, rules: { 'no-restricted-imports': ['error', { patterns }] } };
}

const layers = Object.entries(BANS).map(([layer, bans]) => restrict([`${layer}/**`], bans));
const rooms = Object.entries(FLOORS).flatMap(([floor, ground]) => {
  const bans = BANS[floor] ?? [];
  return [
    ...ground.map((folder) => restrict([`${floor}/${folder}/**`], [...bans, GROUND])),
    ...ROOMS.map((room) => restrict([`${floor}/${room}/**`], [...bans, ...orderOf(room)])),
  ];
});
const web = BANS.web ?? [];
const apps = [
  restrict(['web/src/{ui,lib,i18n}/**'], [...web, NOT_SITE, NOT_STAFF]),
  restrict(['web/src/site/app/**'], [...web, NOT_STAFF]),
  restrict(['web/src/site/{lib,ui}/**'], [...web, NOT_STAFF, NOT_FEATURES]),
  restrict(['web/src/site/features/**'], [...web, NOT_STAFF, OTHER_FEATURE]),
  restrict(['web/src/staff/app/**'], [...web, NOT_SITE]),
  restrict(['web/src/staff/lib/**'], [...web, NOT_SITE, NOT_FEATURES]),
  restrict(['web/src/staff/features/**'], [...web, NOT_SITE, OTHER_FEATURE]),
];

export default defineConfig({
  plugins: ['typescript', 'import', 'unicorn', 'promise', 'vitest', 'react', 'jsx-a11y'],
  categories: { correctness: 'error', suspicious: 'error' },
  rules: {
    'typescript/no-explicit-any': 'error',
    'typescript/consistent-type-imports': 'error',
    'eslint/no-console': 'error',
    'import/no-cycle': 'error',
    'react/react-in-jsx-scope': 'off',
    'import/no-unassigned-import': 'off',
    'unicorn/consistent-function-scoping': 'off',
    'vitest/expect-expect': 'off',
    'eslint/no-await-in-loop': 'off',
    'vitest/require-mock-type-parameters': 'off',
  },
  ignorePatterns: ['**/dist/**', 'db/migrations/**', 'test/replay/histories/**'],
  overrides: [
    ...layers,
    ...rooms,
    ...apps,
    restrict(
      WRITERS,
      (BANS.db ?? []).filter((ban) => ban !== ONE_WRITER),
    ),
    { files: ['stack/**', 'bench/**'], rules: { 'eslint/no-console': 'off' } },
  ],
});

import { defineConfig, type OxlintOverride } from 'oxlint';

/**
 * The rules of who may import whom. Layers are the top folders, each with its bans in words that say what to do
 * instead. Inside a layer stand the same rooms, and a room imports only the rooms before it, on its own layer and on
 * those below. The rules of oxlint are put together from these lists, because it applies only the last rule that
 * matches a file.
 */
export const ROOMS = [
  'text',
  'cells',
  'person',
  'messages',
  'exam-session',
  'roll',
  'passport',
  'staff',
  'batches',
  'seats',
  'registration',
  'late-registration',
  'payment',
  'review',
  'rebind',
  'correction',
  'arrangement',
  'lookup',
  'dashboard',
  'keys',
  'imports',
];

/** Layers that are divided into rooms, each with the folders and files that all its rooms stand on. */
export const DIVIDED: Record<string, { folders: string[]; files: string[] }> = {
  domain: { folders: [], files: ['*.ts'] },
  db: { folders: ['schema'], files: ['*.ts'] },
  workflows: { folders: ['entity'], files: [] },
  activities: { folders: [], files: [] },
  api: { folders: ['http', 'commands'], files: ['context.ts'] },
};

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

type Ban = ({ regex: string } | { group: string[] }) & {
  message: string;
  importNames?: string[];
  allowTypeImports?: boolean;
};

/** The way out of a folder, however it is spelled. */
const OUT = '^(\\./)*(\\.\\./)+';

function away(to: string, message: string): Ban {
  return { regex: `${OUT}${to}`, message };
}

/** Bans every layer but those named. */
function only(allowed: string[], message: string): Ban {
  return away(`(${LAYERS.filter((layer) => !allowed.includes(layer)).join('|')})/`, message);
}

const WORKFLOW_CODE: Ban = {
  group: ['**/workflows/*.ts', '**/workflows/*/*', '!**/workflows/*/messages.ts'],
  message: "A room's messages are all there is to import of workflows/: they are loaded by path.",
};
/** Tables with one writer each. */
const ONE_WRITER: Ban = {
  group: ['**/schema/*.ts'],
  importNames: ['auditLog', 'outbox', 'securityEvents'],
  message:
    'One writer each: recordAudit for the audit log, leaveMessages for the outbox, recordSecurity for the security log.',
};
/** The one layer that speaks SQL. */
const NO_SQL: Ban = { regex: '^drizzle-orm', message: 'All SQL is in db/: a file per verb.' };
const WRITERS = [
  'db/record-audit.ts',
  'db/list-audit{,-changes}.ts',
  'db/{record,list,forget}-security*.ts',
  'db/connect.ts',
  'db/messages/**',
];

const BANS: Record<string, Ban[]> = {
  domain: [
    only(['domain'], 'domain/ holds pure rules: it imports nothing but itself. Pass what it needs as facts.'),
    { regex: '^[^.]', message: 'domain/ is pure: no packages, no node, no Temporal.' },
  ],
  config: [only(['config'], 'config/ reads the environment: it imports nothing of the project.')],
  db: [only(['db', 'domain', 'config'], 'db/ may import domain/ and config/ only.'), ONE_WRITER],
  gateways: [only(['gateways', 'domain', 'config'], 'gateways/ may import domain/ and config/ only.')],
  workflows: [
    only(
      ['workflows', 'domain', 'activities'],
      'workflows/ may import domain/ and types of activities/ only: anything else breaks determinism.',
    ),
    { ...away('activities/', 'Types are all there is to import of activities/.'), allowTypeImports: true },
    {
      regex: '^([a-z]|@[^t]|@temporalio/(activity|client|worker|testing|proto|cloud|interceptors))',
      message: 'workflows/ are deterministic: no packages but @temporalio/workflow and /common.',
    },
  ],
  activities: [
    only(
      ['activities', 'domain', 'db', 'gateways', 'config'],
      'activities/ may import domain/, db/, gateways/ and config/ only.',
    ),
    ONE_WRITER,
    NO_SQL,
  ],
  api: [
    only(
      ['api', 'domain', 'db', 'config', 'gateways', 'workflows'],
      'api/ may import domain/, db/, config/, gateways/ and messages of workflows/ only.',
    ),
    WORKFLOW_CODE,
    ONE_WRITER,
    NO_SQL,
  ],
  worker: [
    only(
      ['worker', 'activities', 'domain', 'db', 'gateways', 'config', 'workflows'],
      'worker/ may import activities/, db/, gateways/, config/, domain/ and messages of workflows/ only.',
    ),
    WORKFLOW_CODE,
    ONE_WRITER,
    NO_SQL,
  ],
  web: [
    only(['web', 'domain', 'api'], 'web/ may import types of api/ and, at run time, domain/ only.'),
    {
      ...away('api/', 'Types are all there is to import of api/: ask it over HTTP.'),
      allowTypeImports: true,
    },
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

/** The roof of a layer puts its rooms together: no room reaches up to it. */
const NOT_ROOF = away(
  '(app|main|index|create-tools)\\.ts$',
  'This file puts the rooms together: no room imports it.',
);

/** Bans the rooms after one of them. */
function orderOf(room: string): Ban[] {
  const later = ROOMS.slice(ROOMS.indexOf(room) + 1);
  if (later.length === 0) return [NOT_ROOF];
  const layers = Object.keys(DIVIDED).join('|');
  return [
    NOT_ROOF,
    away(
      `((${layers})/)?(${later.join('|')})/`,
      `${room} comes before this room: a room imports only those before it. Move down what both need.`,
    ),
  ];
}

const GROUND: Ban = {
  regex: `^(\\./)*(\\.\\./)*(${ROOMS.join('|')})/`,
  message: 'All rooms of this layer stand on this one: it knows none of them.',
};

const NOT_SITE = away('(site|main\\.tsx)', 'main.tsx alone knows the site from outside.');
const NOT_STAFF = away('(staff|main\\.tsx)', 'main.tsx alone knows the staff console from outside.');
const NOT_UP = away('(features|app)/', 'app/ alone puts features together.');
const OTHER_FEATURE: Ban = {
  regex: '^\\.\\./[^./]',
  message: 'No feature reaches into another: move what both need to lib/ or ui/.',
};

function restrict(files: string[], patterns: Ban[]): OxlintOverride {
  return { files, rules: { 'no-restricted-imports': ['error', { patterns }] } };
}

const layers = Object.entries(BANS).map(([layer, bans]) => restrict([`${layer}/**`], bans));
const rooms = Object.entries(DIVIDED).flatMap(([layer, ground]) => {
  const bans = BANS[layer] ?? [];
  return [
    ...ground.files.map((file) => restrict([`${layer}/${file}`], [...bans, GROUND])),
    ...ground.folders.map((folder) => restrict([`${layer}/${folder}/**`], [...bans, GROUND])),
    ...ROOMS.map((room) => restrict([`${layer}/${room}/**`], [...bans, ...orderOf(room)])),
  ];
});
const writers = (BANS.db ?? []).filter((ban) => ban !== ONE_WRITER);
/** Parts of the kit whose lists are placed by script, which goes wrong in a modal dialog. */
const PLACED: Ban = {
  group: ['antd'],
  importNames: ['AutoComplete', 'Cascader', 'DatePicker', 'Dropdown', 'Select', 'TimePicker', 'TreeSelect'],
  message: "The browser's own fields: web/src/staff/ui/Select.tsx, or an input with a type of time.",
};
const web = BANS.web ?? [];
const apps = [
  restrict(['web/src/{ui,lib,i18n}/**'], [...web, NOT_SITE, NOT_STAFF]),
  restrict(['web/src/site/app/**'], [...web, NOT_STAFF]),
  restrict(['web/src/site/{lib,ui}/**'], [...web, NOT_STAFF, NOT_UP]),
  restrict(['web/src/site/features/**'], [...web, NOT_STAFF, NOT_UP, OTHER_FEATURE]),
  restrict(['web/src/staff/app/**'], [...web, PLACED, NOT_SITE]),
  restrict(['web/src/staff/{lib,ui}/**'], [...web, PLACED, NOT_SITE, NOT_UP]),
  restrict(['web/src/staff/features/**'], [...web, PLACED, NOT_SITE, NOT_UP, OTHER_FEATURE]),
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
    restrict(WRITERS, [...writers, ...orderOf('messages')]),
    {
      files: ['domain/**'],
      rules: {
        'eslint/no-restricted-globals': ['error', 'process', 'fetch', 'setTimeout', 'setInterval', 'crypto'],
        'eslint/no-restricted-properties': [
          'error',
          { object: 'Date', property: 'now', message: 'domain/ has no clock: pass the moment.' },
          { object: 'Math', property: 'random', message: 'domain/ knows no chance: pass a seed.' },
        ],
      },
    },
    {
      files: ['web/src/**'],
      rules: {
        'eslint/no-restricted-globals': [
          'error',
          ...['localStorage', 'sessionStorage'].map((name) => ({
            name,
            message: 'It throws where storage is denied: web/src/lib/stored.ts.',
          })),
        ],
      },
    },
    {
      files: ['web/**'],
      rules: {
        'react/forbid-component-props': [
          'error',
          {
            forbid: [
              {
                propName: 'autoSize',
                message:
                  'The content security policy refuses the style that it writes: give a number of rows.',
              },
            ],
          },
        ],
      },
    },
    { files: ['stack/**', 'bench/**'], rules: { 'eslint/no-console': 'off' } },
  ],
});

import react from '@vitejs/plugin-react';
import { join } from 'node:path';
import { defineConfig } from 'vite';
import { antdStyles } from './build/antd-styles.ts';
import { checkFloor } from './build/check-floor.ts';
import { FLOOR_TARGETS } from './build/floor.ts';
import { olderCss } from './build/older-css.ts';
import { packedFiles } from './build/packed-files.ts';
import { pages } from './build/pages.ts';

/** Ant Design, and what nothing else uses. */
const KIT =
  /node_modules\/(antd|@ant-design|@rc-component|@emotion|@babel|dayjs|clsx|stylis|throttle-debounce|(scroll|compute-scroll)-into-view|is-mobile|json2mq|string-convert)/;
const isPackage = (id: string) => id.includes('node_modules');

const api = process.env.API_URL ?? 'http://127.0.0.1:3000';

export default defineConfig({
  root: import.meta.dirname,
  plugins: [
    react(),
    antdStyles(join(import.meta.dirname, 'src/ui/tokens.css')),
    olderCss(),
    checkFloor('site'),
    pages(),
    packedFiles(),
  ],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    // The content security policy allows files of this site only, no data: addresses.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: FLOOR_TARGETS,
    rolldownOptions: {
      // Two apps that do not know each other, with a page each.
      input: {
        site: join(import.meta.dirname, 'index.html'),
        staff: join(import.meta.dirname, 'staff.html'),
      },
      output: {
        codeSplitting: {
          // Code that most pages share goes into one file: dozens of tiny ones would be requested one after another.
          groups: [
            // What both apps share must not grow by the kit that the staff console alone is built on.
            {
              name: 'libraries',
              test: (id) => isPackage(id) && !KIT.test(id),
              minShareCount: 2,
              priority: 2,
            },
            { name: 'console-kit', test: KIT, priority: 1 },
            // Loaded with the one page that draws.
            { name: 'charts', test: /node_modules\/(echarts|zrender)\//, priority: 3 },
            { name: 'shared', test: /web\/src\/(site\/)?(ui|lib)\//, minShareCount: 2 },
          ],
        },
      },
    },
  },
  server: { proxy: { '/api': api } },
});

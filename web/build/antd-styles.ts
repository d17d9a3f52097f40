import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createCache, extractStyle, StyleProvider } from '@ant-design/cssinjs';
import { Checkbox, ConfigProvider, Form, Input, QRCode, Table, Tag } from 'antd';
import { createElement as h } from 'react';
import { renderToString } from 'react-dom/server';
import type { Plugin } from 'vite';

const NAME = 'virtual:antd-styles.css';
/** The modules by which the kit writes styles into the page, and what takes their place. */
const WRITES_STYLES = /\/(dynamicCSS|cssUtils)(\.js)?$/;
const WITHOUT_STYLES = join(import.meta.dirname, '../src/staff/lib/kit-without-styles.ts');
/** The modules in which a part of the kit says how it looks, and the code of the parts that the console loads, which asks for them. */
const LOOKS = /^(\.\.?\/)+(style(\/\w+)?|theme\/util\/genStyleUtils)$/;
const ASKS_FOR_LOOKS =
  /\/antd\/es\/(button|checkbox|config-provider|dropdown|empty|form|grid|input|menu|pagination|qr-code|radio|select|space|spin|table|tag|tooltip|tree|_util\/wave)\/(?!style\/)/;
const NAMES_OF_STYLES = join(import.meta.dirname, '../src/staff/lib/kit-style-names.ts');

const ROOT_FONT_PX = 16;

/**
 * Writes the styles of the parts of Ant Design that the staff console uses into a file, with our tokens: the content security
 * policy has no room for styles that scripts make. A part that is missing in the list here is shown without its styles.
 */
export function antdStyles(tokensFile: string): Plugin {
  return {
    name: 'antd-styles',
    enforce: 'pre',
    resolveId(id, importer) {
      if (id === NAME) return `\0${NAME}`;
      if (!importer?.includes('node_modules')) return undefined;
      if (WRITES_STYLES.test(id)) return WITHOUT_STYLES;
      return LOOKS.test(id) && ASKS_FOR_LOOKS.test(importer) ? NAMES_OF_STYLES : undefined;
    },
    async load(id) {
      if (id !== `\0${NAME}`) return undefined;
      this.addWatchFile(tokensFile);
      return stylesWith(themeOf(await readFile(tokensFile, 'utf8')));
    },
  };
}

function stylesWith(token: ReturnType<typeof themeOf>): string {
  const cache = createCache();
  const parts = [
    h(Form, { key: 1, layout: 'vertical' }, h(Form.Item, { label: '-' }, h(Input))),
    h(Input.Password, { key: 2 }),
    h(Input.TextArea, { key: 'text' }),
    h(Table, {
      key: 4,
      dataSource: [{ key: 1 }],
      columns: [{ title: '-', sorter: true }],
      pagination: false,
    }),
    h(Checkbox, { key: 5 }),
    h(Tag, { key: 6 }),
    h(QRCode, { key: 9, value: '-', type: 'svg' }),
  ];
  const theme = { cssVar: { key: 'antd' }, hashed: false, token };
  renderToString(h(StyleProvider, { cache }, h(ConfigProvider, { theme }, ...parts)));
  return extractStyle(cache, true);
}

/** Reads our tokens, of which there is one file for both apps. */
function themeOf(css: string) {
  const text = (name: string) => {
    const [, value] = new RegExp(`--${name}:\\s*([^;]+);`).exec(css) ?? [];
    if (value === undefined) throw new Error(`tokens.css has no --${name}`);
    return value.replaceAll(/\s+/g, ' ');
  };
  const px = (name: string) => {
    const value = text(name);
    return Number.parseFloat(value) * (value.endsWith('rem') ? ROOT_FONT_PX : 1);
  };
  return {
    colorPrimary: text('color-brand'),
    colorLink: text('color-brand'),
    colorSuccess: text('color-good'),
    colorWarning: text('color-caution'),
    colorError: text('color-bad'),
    colorText: text('color-text'),
    colorTextHeading: text('color-text'),
    colorTextSecondary: text('color-text-muted'),
    colorTextTertiary: text('color-text-muted'),
    colorTextDescription: text('color-text-muted'),
    colorTextPlaceholder: text('color-text-muted'),
    colorBorder: text('color-control-line'),
    colorBorderSecondary: text('color-line'),
    colorBgLayout: text('color-ground'),
    fontFamily: text('font-family'),
    fontSize: px('font-body'),
    borderRadius: px('radius-small'),
    controlHeight: px('touch'),
  };
}

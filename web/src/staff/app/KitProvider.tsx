import { ConfigProvider } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import type { ReactNode } from 'react';
import { useWords } from '../../i18n/index.ts';
import { STYLES } from '../lib/kit-style-names.ts';
import 'virtual:antd-styles.css';

/** The names in the file of styles. Nothing moves: what opens is there at once. */
const THEME = {
  cssVar: { key: STYLES },
  hashed: false,
  zeroRuntime: true,
  token: { motion: false },
};

/** Lets the parts of Ant Design speak the language of the page and look like the rest of it. */
export function KitProvider({ children }: { children: ReactNode }) {
  const { language } = useWords();
  return (
    <ConfigProvider locale={language === 'en' ? enUS : zhCN} theme={THEME} wave={{ disabled: true }}>
      {children}
    </ConfigProvider>
  );
}

import '../lib/built-ins.ts';
import { startI18n } from '../i18n/index.ts';
import { surviveTranslation } from '../lib/survive-translation.ts';
import { startSite } from './app/start.tsx';
import '../ui/common.css';

const root = document.getElementById('root') as HTMLElement;
surviveTranslation(root);
void startI18n().then(() => startSite(root));

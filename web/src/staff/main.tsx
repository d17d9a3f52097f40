import { startI18n } from '../i18n/index.ts';
import { surviveTranslation } from '../lib/survive-translation.ts';
import { startStaff } from './app/start.tsx';
import '../ui/common.css';

const root = document.getElementById('root') as HTMLElement;
surviveTranslation(root);

async function start(): Promise<void> {
  await startI18n();
  document.getElementById('cannot-start')?.remove();
  startStaff(root);
}

void start();

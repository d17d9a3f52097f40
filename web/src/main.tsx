import { startI18n } from './i18n/index.ts';
import { isStaffPath } from './lib/paths.ts';
import { startSite } from './site/app/start.tsx';
import './ui/tokens.css';
import './ui/base.css';
import './ui/layout.css';
import './ui/controls.css';
import './ui/feedback.css';
import './ui/data.css';
import './ui/dialog.css';

await startI18n();
const root = document.getElementById('root') as HTMLElement;
if (isStaffPath(location.pathname)) (await import('./staff/app/start.tsx')).startStaff(root);
else startSite(root);

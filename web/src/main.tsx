import '@patternfly/react-core/dist/styles/base.css';
import './frame/style.css';
import { createRoot } from 'react-dom/client';
import { App } from './App';
import { beginTheme } from './frame/theme';

beginTheme();
createRoot(document.getElementById('root') as HTMLElement).render(<App />);

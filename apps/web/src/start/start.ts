// The first script of every page: asks for what the page will show, then draws it with React.
import { listenForErrors } from '../frame/report-errors.ts';
import { askFirst } from './ask-early.ts';
import '../styles/tokens.css';
import '../styles/base.css';
import '../frame/header.css';
import '../frame/nav.css';
import '../frame/toast.css';
import '../filters/filters.css';
import '../results/cards.css';
import '../boards/save-button.css';
import '../product/similar.css';
import '../results/states.css';

listenForErrors();
askFirst(location);
await import('../main.tsx');

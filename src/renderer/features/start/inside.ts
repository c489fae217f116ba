/** What lies behind the door: the store, the rules and every page. Its own part of the bundle, read while somebody stands before it. */
export { DeskApp } from '../../app/DeskApp.tsx';
export { clearStore } from '../../store/rebuild.ts';
export { openDesk } from './open-desk.ts';

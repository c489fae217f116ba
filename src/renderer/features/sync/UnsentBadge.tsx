import { useUnsent } from './use-unsent.ts';

/** How much is unsent and how old the oldest of it is. */
export function UnsentBadge() {
  const unsent = useUnsent();
  if (unsent === undefined) return null;
  return (
    <a href="#/sync" className={`status ${unsent.all ? 'status-good' : 'status-waiting'}`}>
      {unsent.words}
    </a>
  );
}

import { useEffect, useState } from 'react';
import type { Desk } from '../../store/desk.ts';
import { reconcileDrafts } from '../../store/drafts.ts';

/** True once this person's drafts are back from host's disk [DR3], so that no form opens without the one that waits for it. */
export function useDraftsBack({ db, host, user }: Desk): boolean {
  const [back, setBack] = useState<string>();
  useEffect(() => {
    let current = true;
    // What host's disk cannot give now is still in the store, or comes with the next start.
    const reconciling = reconcileDrafts(db, host, user.id).catch(() => 0);
    void reconciling.then(() => {
      if (current) setBack(user.id);
    });
    return () => {
      current = false;
    };
  }, [db, host, user.id]);
  return back === user.id;
}

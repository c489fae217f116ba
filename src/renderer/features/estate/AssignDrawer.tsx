import { Button, Drawer } from 'antd';
import { useState } from 'react';
import { mayCreate } from '#domain/authority.ts';
import { useDesk } from '../../session.tsx';
import type { RecordOf } from '../../store/records.ts';
import { useWords } from '../../words/language.ts';
import { AssignForm } from './AssignForm.tsx';
import type { ActiveAssignments } from './assignments.ts';
import { buildingWords } from './building-words.ts';

interface AssignDrawerProps {
  building: RecordOf<'building'>;
  households: readonly RecordOf<'household'>[];
  selected: readonly RecordOf<'household'>[];
  active: ActiveAssignments;
}

/** 包户, for those who may assign, where there is somebody to be assigned. */
export function AssignDrawer({ building, households, selected, active }: AssignDrawerProps) {
  const t = useWords(buildingWords);
  const { user } = useDesk();
  const [open, setOpen] = useState(false);
  const current = households.filter(({ fields }) => fields.to === null);
  if (!mayCreate('assignment', user) || current.length === 0) return null;
  return (
    <>
      <Button style={{ alignSelf: 'start' }} onClick={() => setOpen(true)}>
        {t('assign')}
      </Button>
      <Drawer open={open} onClose={() => setOpen(false)} title={t('assign')} placement="bottom" size="min(85vh, 680px)">
        {open && <AssignForm building={building} households={current} selected={selected} active={active} onClose={() => setOpen(false)} />}
      </Drawer>
    </>
  );
}

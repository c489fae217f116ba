import { InboxOutlined } from '@ant-design/icons';
import { Button, Modal } from 'antd';
import { useEffect, useState } from 'react';
import type { TrayPhoto } from '#contract/tray.ts';
import type { Sha256 } from '#domain/identity.ts';
import { useWords } from '../../words/language.ts';
import { TrayGrid } from './TrayGrid.tsx';
import { useTray } from './tray-run.tsx';
import { trayPhotoWords } from './words.ts';

interface PickFromTrayProps {
  open: boolean;
  onOpen(open: boolean): void;
  /** What the form has already. */
  taken: readonly Sha256[];
  onPick(photos: readonly TrayPhoto[]): void;
}

/** Photos of the tray for the form in hand. Nothing where none waits. They leave the tray when the form is saved. */
export function PickFromTray({ open, onOpen, taken, onPick }: PickFromTrayProps) {
  const t = useWords(trayPhotoWords);
  const { waiting, reload } = useTray();
  const [picked, setPicked] = useState<ReadonlySet<Sha256>>(new Set());
  useEffect(() => {
    if (open) void reload().catch(() => undefined);
  }, [open, reload]);
  const offered = (waiting?.photos ?? []).filter(({ facts }) => !taken.includes(facts.sha256));
  if (offered.length === 0 && !open) return null;
  const chosen = offered.filter(({ facts }) => picked.has(facts.sha256));
  const toggle = (sha256: Sha256) =>
    setPicked((old) => new Set(old.has(sha256) ? [...old].filter((one) => one !== sha256) : [...old, sha256]));

  function pick(): void {
    onPick(chosen);
    setPicked(new Set());
    onOpen(false);
  }

  return (
    <>
      <Button size="large" icon={<InboxOutlined aria-hidden />} onClick={() => onOpen(true)}>
        {t('fromTray', { count: offered.length })}
      </Button>
      <Modal open={open} title={t('pickTitle')} width={960} onCancel={() => onOpen(false)} footer={null}>
        <TrayGrid photos={offered.slice(0, 200)} chosen={picked} onToggle={toggle} />
        <Button type="primary" size="large" className="main-action" disabled={chosen.length === 0} onClick={pick}>
          {t('pick', { count: chosen.length })}
        </Button>
      </Modal>
    </>
  );
}

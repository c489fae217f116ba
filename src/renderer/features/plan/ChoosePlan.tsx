import { App, Button } from 'antd';
import { useId, useRef, useState } from 'react';
import { mayCreate } from '#domain/authority.ts';
import { photoStageWords } from '#domain/words.ts';
import { useInHand } from '../../in-hand.tsx';
import { useDesk } from '../../session.tsx';
import { photoChanges } from '../../store/photo-changes.ts';
import type { RecordOf } from '../../store/records.ts';
import { useSaving } from '../../ui/saving.tsx';
import { sentenceOf } from '../../ui/sentence-of.ts';
import { currentLanguage, useWords } from '../../words/language.ts';
import { planWords } from './words.ts';

interface ChoosePlanProps {
  estate: RecordOf<'estate'>;
  label: string;
  main: boolean;
}

/** Takes in a picture as the estate's plan. The one before is kept: pins are fractions, and go on to a plan of the same extent. */
export function ChoosePlan({ estate, label, main }: ChoosePlanProps) {
  const t = useWords(planWords);
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const desk = useDesk();
  const inHand = useInHand();
  const { save } = useSaving();
  const { notification } = App.useApp();
  const [busy, setBusy] = useState(false);
  if (!mayCreate('photo', desk.user)) return null;

  async function take(file: File): Promise<void> {
    setBusy(true);
    const subject = { place: estate.fields.name, code: estate.fields.code };
    try {
      const watermark = { ...subject, stage: photoStageWords.PLAN.zh };
      const fileName = file.name.slice(-255);
      const facts = await desk.host.call('photos.ingest', { watermark, shutter: false, fileName }, await file.arrayBuffer());
      await save(photoChanges(desk, [{ facts, stage: 'PLAN' }], [{ type: 'estate', id: estate.id }], subject));
    } catch (error) {
      notification.error({ title: t('failed'), description: sentenceOf(error, currentLanguage()), role: 'alert', duration: 0 });
    } finally {
      setBusy(false);
    }
  }

  return (
    <>
      <label htmlFor={id} className="visually-hidden">
        {t('planFile')}
      </label>
      <input
        id={id}
        ref={input}
        className="visually-hidden"
        tabIndex={-1}
        type="file"
        accept="image/*,.heic,.heif"
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          event.target.value = '';
          if (file !== undefined) void inHand.during('refused', () => take(file));
        }}
      />
      <Button
        type={main ? 'primary' : 'default'}
        size="large"
        {...(main && { className: 'main-action' })}
        loading={busy}
        onClick={() => input.current?.click()}
      >
        {label}
      </Button>
    </>
  );
}

import { zodResolver } from '@hookform/resolvers/zod';
import { useForm, useWatch } from 'react-hook-form';
import type { Notice } from '#domain/evidence.ts';
import { serviceWayWords } from '#domain/words.ts';
import { useDesk } from '../../session.tsx';
import type { DraftOf } from '../../store/draft-kinds.ts';
import type { WatermarkSubject } from '../../store/photo-changes.ts';
import { StepSheet } from '../../ui/draft/StepSheet.tsx';
import { type FormDraft, useDraft } from '../../ui/draft/use-draft.ts';
import { addDays } from '../../ui/field/calendar.ts';
import { useChoices } from '../../ui/field/choices.ts';
import { CheckField, ChoiceField, TextField } from '../../ui/field/inputs.tsx';
import { PhotosInForm } from '../../ui/field/pictures.tsx';
import { useWords } from '../../words/language.ts';
import { localDay } from '../../words/local-time.ts';
import { NoticeEntry, type NoticeTyped } from './entries.ts';
import { consentWords } from './words.ts';

interface NotifyFormProps {
  /** What its draft is about. */
  about: Pick<DraftOf, 'of' | 'about'>;
  receiver: string;
  subject: WatermarkSubject;
  /** How many other things of the same household could be served by the same notice. */
  others: number;
  saving: boolean;
  onNotify(entry: NoticeEntry, draft: FormDraft): void;
}

const hintOf = {
  DIRECT: 'hintDirect',
  LEFT: 'hintLeft',
  POST: 'hintPost',
  DELEGATED: 'hintDelegated',
  ANNOUNCED: 'hintAnnounced',
} as const satisfies Record<Notice['way'], string>;
/** What each way of service asks for; nothing before one is chosen. */
const hints: Readonly<Record<string, (typeof hintOf)[Notice['way']]>> = hintOf;

/** 告知书 and how it was served. */
export function NotifyForm({ about, receiver, subject, others, saving, onNotify }: NotifyFormProps) {
  const t = useWords(consentWords);
  const { source } = useDesk();
  const choices = useChoices();
  const on = localDay(source.now());
  const form = useForm<NoticeTyped, unknown, NoticeEntry>({
    resolver: zodResolver(NoticeEntry),
    defaultValues: {
      way: '',
      no: '',
      on,
      receiver,
      relation: '',
      witness: '',
      deadline: addDays(on, 7),
      photos: [],
      together: true,
    },
  });
  const { control, handleSubmit } = form;
  const draft = useDraft(form, { kind: 'notify', ...about });
  const way = useWatch({ control, name: 'way' });
  const hint = hints[way];
  return (
    <StepSheet
      label={t('notify')}
      draft={draft}
      onSubmit={handleSubmit((entry) => onNotify(entry, draft))}
      save={t('saveNotice')}
      saving={saving}
    >
      <ChoiceField control={control} name="way" label={t('way')} choices={choices(serviceWayWords)} />
      {hint !== undefined && <p className="hint">{t(hint)}</p>}
      <div className="fields">
        {way !== 'ANNOUNCED' && (
          <>
            <TextField control={control} name="receiver" label={t('receiver')} optional={way === 'LEFT'} />
            <TextField control={control} name="relation" label={t('relation')} optional />
          </>
        )}
        {way === 'LEFT' && <TextField control={control} name="witness" label={t('witness')} />}
        <TextField control={control} name="no" label={t('noticeNo')} hint={t('noticeNoHint')} optional />
        <TextField control={control} name="on" label={t('servedOn')} type="date" />
        <TextField control={control} name="deadline" label={t('deadline')} type="date" />
      </div>
      <PhotosInForm
        control={control}
        name="photos"
        label={t('servicePhotos')}
        stage="SERVICE"
        min={way === 'LEFT' ? 1 : 0}
        watermark={subject}
      />
      {others > 0 && <CheckField control={control} name="together" label={t('together', { count: others })} />}
    </StepSheet>
  );
}

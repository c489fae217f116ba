import { Button, Flex } from 'antd';
import type { FormEventHandler, ReactNode } from 'react';
import { DraftGate } from './DraftGate.tsx';
import type { FormDraft } from './use-draft.ts';

interface StepSheetProps {
  /** What the form is called: as the button that opened it. */
  label: string;
  draft: FormDraft;
  onSubmit: FormEventHandler<HTMLFormElement>;
  save: string;
  saving: boolean;
  /** What is saved cannot be taken back by another step. */
  danger?: boolean;
  /** One of several forms on a page, and not what the page is for: its button does not stand out. */
  aside?: boolean;
  /** A second button that leaves the form as it is. */
  onCancel?: { label: string; press(): void };
  children: ReactNode;
}

/** The form of one step: offered from its draft, one column, and one main button that saves. What is wrong is said at the fields, not by the browser. */
export function StepSheet({ label, draft, onSubmit, save, saving, danger = false, aside = false, onCancel, children }: StepSheetProps) {
  const main = (
    <Button type={aside ? 'default' : 'primary'} danger={danger} size="large" className="main-action" htmlType="submit" loading={saving}>
      {save}
    </Button>
  );
  return (
    <DraftGate draft={draft}>
      <form onSubmit={onSubmit} noValidate aria-label={label}>
        <Flex vertical gap={16}>
          {children}
          {onCancel === undefined ? (
            main
          ) : (
            <Flex gap={12}>
              {main}
              <Button size="large" className="main-action" onClick={onCancel.press}>
                {onCancel.label}
              </Button>
            </Flex>
          )}
        </Flex>
      </form>
    </DraftGate>
  );
}

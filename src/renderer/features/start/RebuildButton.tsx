import { App, Button } from 'antd';
import { useWords } from '../../words/language.ts';
import { restorationWords } from './restoration-words.ts';

/** Builds a damaged store anew, after asking. */
export function RebuildButton({ onRebuild }: { onRebuild(): void }) {
  const t = useWords(restorationWords);
  const { modal } = App.useApp();

  async function ask(): Promise<void> {
    const title = t('rebuildTitle');
    const sure = await modal.confirm({ title, content: t('rebuildText'), okText: t('rebuildOk'), cancelText: t('rebuildNo') });
    if (sure) onRebuild();
  }

  return (
    <Button className="main-action" type="primary" size="large" onClick={() => void ask()}>
      {t('rebuild')}
    </Button>
  );
}

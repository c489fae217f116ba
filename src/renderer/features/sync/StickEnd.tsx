import { Alert, Progress } from 'antd';
import { sentenceOf } from '../../ui/sentence-of.ts';
import { useLanguage } from '../../words/language.ts';
import type { StickWork } from './use-stick-work.ts';

/** How far a piece of work on a stick is, and how it ended. `label` names the work for the bar. */
export function StickEnd({ work: { busy, percent, done, problem }, label }: { work: StickWork<string>; label: string }) {
  const language = useLanguage();
  return (
    <>
      {busy !== null && percent !== null && <Progress percent={percent} aria-label={label} />}
      {done !== null && <Alert type="success" showIcon title={done.title(language)} role="status" />}
      {done?.warnings
        .map((said) => said(language))
        .map((warning) => (
          <Alert key={warning} type="warning" showIcon title={warning} role="alert" />
        ))}
      {problem !== null && <Alert type="error" showIcon title={sentenceOf(problem, language)} role="alert" />}
    </>
  );
}

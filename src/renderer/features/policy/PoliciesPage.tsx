import { Card, Empty, Flex, Skeleton } from 'antd';
import { outstandingStates } from '#domain/account.ts';
import { policyInForce } from '#domain/policy.ts';
import { changeInWords } from '#domain/policy-change-words.ts';
import { diffPolicies, touchedBy, touchedTypes } from '#domain/policy-diff.ts';
import { policyInWords } from '#domain/policy-words.ts';
import { fixtureTypeWords } from '#domain/words.ts';
import { useDesk } from '../../session.tsx';
import { useInState, useRecords } from '../../store/records.ts';
import { Page } from '../../ui/Page.tsx';
import { StatusTag, type Tone } from '../../ui/StatusTag.tsx';
import { usePunctuation, useWord, useWords } from '../../words/language.ts';
import { localDay } from '../../words/local-time.ts';
import './policy.css';
import { beforeIt, inOrder, standingOf, type Version } from './versions.ts';
import { policyWords } from './words.ts';

/** 政策口径: a version in plain words, what it says differently from the one before, and whom that touches. `id`: a version, or the one in force. */
export function PoliciesPage({ id }: { id?: string }) {
  const t = useWords(policyWords);
  const { source } = useDesk();
  const policies = useRecords('policy');
  if (policies === undefined) {
    return (
      <Page title={t('policies')}>
        <Skeleton active />
      </Page>
    );
  }
  const inForce = policyInForce(policies, localDay(source.now())) ?? inOrder(policies)[0];
  const shown = id === undefined ? inForce : policies.find((one) => one.id === id);
  return (
    <Page title={t('policies')}>
      {policies.length > 1 && <Versions policies={policies} shown={shown} />}
      {shown === undefined ? (
        <Empty description={t(policies.length === 0 ? 'none' : 'unknown')} />
      ) : (
        <Flex vertical gap={16}>
          <InWords version={shown} />
          <Difference version={shown} policies={policies} />
        </Flex>
      )}
    </Page>
  );
}

const tones: Record<ReturnType<typeof standingOf>, Tone> = { inForce: 'good', coming: 'waiting', past: 'neutral' };

function Versions({ policies, shown }: { policies: readonly Version[]; shown: Version | undefined }) {
  const t = useWords(policyWords);
  const { source } = useDesk();
  const today = localDay(source.now());
  const wordOf = (version: Version) => {
    const standing = standingOf(version, policies, today);
    const fill = (text: string) => text.replace('{{from}}', version.fields.from);
    return { tone: tones[standing], word: { zh: fill(policyWords.zh[standing]), en: fill(policyWords.en[standing]) } };
  };
  return (
    <nav className="policy-versions" aria-label={t('versions')}>
      {inOrder(policies).map((version) => (
        <a key={version.id} href={`#/policies/${version.id}`} aria-current={version.id === shown?.id ? 'page' : undefined}>
          {version.fields.version} <StatusTag {...wordOf(version)} />
        </a>
      ))}
    </nav>
  );
}

function InWords({ version: { fields } }: { version: Version }) {
  const t = useWords(policyWords);
  const say = useWord();
  return (
    <Card title={<h2 className="card-title">{t('inWords', { name: fields.name, version: fields.version })}</h2>}>
      <p className="hint">{t('same')}</p>
      <ol className="policy-words">
        {policyInWords(fields).map((sentence) => (
          <li key={sentence.zh}>{say(sentence)}</li>
        ))}
      </ol>
    </Card>
  );
}

function Difference({ version, policies }: { version: Version; policies: readonly Version[] }) {
  const t = useWords(policyWords);
  const say = useWord();
  const earlier = beforeIt(version, policies);
  const changes = earlier === undefined ? [] : diffPolicies(earlier.fields, version.fields);
  const title = earlier === undefined ? t('first') : t(changes.length === 0 ? 'nothing' : 'differs', { version: earlier.fields.version });
  return (
    <Card title={<h2 className="card-title">{title}</h2>}>
      <Flex vertical gap={16}>
        {changes.length > 0 && (
          <table className="policy-changes">
            <thead>
              <tr>
                {(['about', 'before', 'now'] as const).map((column) => (
                  <th key={column} scope="col">
                    {t(column)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {changes.map((change) => {
                const { about, before, after } = changeInWords(change);
                return (
                  <tr key={about.zh}>
                    <th scope="row">{say(about)}</th>
                    <td>{say(before)}</td>
                    <td>{say(after)}</td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        )}
        <Touched version={version} changes={changes} />
      </Flex>
    </Card>
  );
}

/** Nobody retroactively: every line keeps the version that was frozen when its piece was removed. */
function Touched({ version, changes }: { version: Version; changes: ReturnType<typeof diffPolicies> }) {
  const t = useWords(policyWords);
  const say = useWord();
  const { list } = usePunctuation();
  const open = useInState('entitlement', outstandingStates);
  if (open === undefined) return null;
  const own = touchedBy(
    open.map(({ fields }) => fields),
    version.id,
  ).length;
  const types = touchedTypes(changes).map((type) => say(fixtureTypeWords[type]));
  return (
    <section aria-label={t('touches')}>
      <h3>{t('touches')}</h3>
      {changes.length > 0 && (
        <p>{types.length === 0 ? t('touchesNobody') : t('touchesTypes', { from: version.fields.from, types: list(types) })}</p>
      )}
      {changes.length > 0 && <p>{t('stays', { count: open.length - own })}</p>}
      <p>{t('governs', { count: own })}</p>
    </section>
  );
}

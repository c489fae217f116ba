import { writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { readCommandLine, readCounts, readNames } from '../../../launch/command-line.ts';
import { bundleSimulation } from './bundle.ts';
import { huntAll } from './hunt.ts';
import { mutants } from './mutants.ts';
import { type Ran, runShares } from './run-shares.ts';
import { laws } from './violation.ts';

const usage = `npm run sim -- [--runs 10000] [--seed 1] [--json] [--threads N] [--mutants all|none|NAME,…] [--patience 2000] [--trace] [--report FILE]`;

const { values } = readCommandLine(usage, {
  options: {
    runs: { type: 'string', default: '10000' },
    seed: { type: 'string', default: '1' },
    threads: { type: 'string', default: String(Math.min(availableParallelism(), 8)) },
    /** `all`, `none`, or the names of some, with commas. */
    mutants: { type: 'string', default: 'all' },
    /** How many schedules may pass before a planted bug counts as living. */
    patience: { type: 'string', default: '2000' },
    trace: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    /** Where the JSON is written too. */
    report: { type: 'string' },
  },
});
const { runs, threads, patience } = readCounts(usage, { runs: values.runs, threads: values.threads, patience: values.patience }, 1);
const { seed } = readCounts(usage, { seed: values.seed });
const say = (line: string) => (values.json ? undefined : console.log(line));
const names = mutants.map(({ name }) => name);
const wanted = { all: names, none: [] }[values.mutants] ?? readNames(usage, 'mutants', values.mutants, names);
const chosen = mutants.filter(({ name }) => wanted.includes(name));
const isAlone = values.trace || runs === 1;

const shipped = await bundleSimulation();
const startedAt = performance.now();
const trace = values.trace ? (line: string) => console.log(`  ${line}`) : undefined;
const ran = await runShares(shipped, { from: seed, runs, threads, heard: createWatch(), ...(trace === undefined ? {} : { trace }) });
const seconds = (performance.now() - startedAt) / 1000;
const schedulesPerS = Math.round(ran.runs / seconds);
say(`${ran.runs} schedules, ${ran.found.length} violations, ${seconds.toFixed(1)} s, ${schedulesPerS} schedules/s on ${threads} threads`);
say(
  `  met: ${Object.entries(ran.met)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([what, times]) => `${what} ${times}`)
    .join(', ')}`,
);
for (const law of Object.keys(laws) as (keyof typeof laws)[]) {
  const broken = ran.found.filter((found) => found.law === law).length;
  say(`  ${broken === 0 ? 'ok ' : 'BAD'} ${law} ${laws[law]}${broken === 0 ? '' : `: ${broken}`}`);
}
for (const found of ran.found.slice(0, 10)) say(replayOf(found));

const hunted = isAlone
  ? []
  : await huntAll(chosen, { from: seed, runs: patience, threads }, ({ name, by }) =>
      say(`  ${by === null ? 'LIVES' : 'dead '} ${name}${by === null ? '' : `: ${by}`}`),
    );
const living = hunted.filter(({ by }) => by === null).map(({ name }) => name);
const killed = hunted.length - living.length;
say(`${hunted.length} planted bugs, ${killed} found`);
const broken = ran.found.slice(0, 20).map(({ seed: bad, law }) => ({ seed: bad, law }));
const facts = { seed, seconds: Number(seconds.toFixed(1)), schedulesPerS, met: ran.met, broken, living };
const report = JSON.stringify({ runs: ran.runs, violations: ran.found.length, mutants: hunted.length, mutantsKilled: killed, ...facts });
if (values.json) console.log(report);
if (values.report !== undefined) await writeFile(values.report, report);
process.exit(ran.found.length === 0 && living.length === 0 ? 0 : 1);

function replayOf({ seed: bad, message }: Ran['found'][number]): string {
  return `${message}\n  npm run sim -- --seed ${bad} --runs 1 --trace`;
}

/** A run of an hour says on stderr how far it is, and each broken law at once. */
function createWatch(): (ran: Readonly<Ran>) => void {
  let [told, tenths] = [0, 0];
  return ({ runs: done, found }) => {
    if (runs <= 10_000) return;
    for (const each of found.slice(told)) console.error(replayOf(each));
    told = found.length;
    if (done * 10 < (tenths + 1) * runs) return;
    tenths = Math.floor((done * 10) / runs);
    console.error(`${done} of ${runs} schedules, ${told} violations, ${Math.round((performance.now() - startedAt) / 1000)} s`);
  };
}

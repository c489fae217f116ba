import { parseArgs } from 'node:util';
import { setUpBrowser } from '../src/launch/browser-setup.ts';
import { benchPhotos } from './photos/run.ts';
import { benchStart } from './start/run.ts';
import { benchStore } from './store/run.ts';
import { benchSync, syncParts } from './sync/run.ts';

const usage = `npm run bench -- store [--json] [--things 100000] [--shared 30000] [--small 1000] [--rounds 5]
npm run bench -- sync [--json] [--only records,photos,fleet,scale] [--records 5000] [--rounds 5] [--large 200] [--few 1000] [--cuts 40]
                      [--devices 50] [--changes 500] [--photos 100] [--arrive 60] [--subdistricts 5] [--held 100000]
npm run bench -- photos [--json] [--rounds 20] [--card 500]
npm run bench -- start [--json] [--rounds 20]`;

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'boolean', default: false },
    rounds: { type: 'string', default: '5' },
    things: { type: 'string', default: '100000' },
    shared: { type: 'string', default: '30000' },
    small: { type: 'string', default: '1000' },
    only: { type: 'string', default: syncParts.join(',') },
    records: { type: 'string', default: '5000' },
    large: { type: 'string', default: '200' },
    few: { type: 'string', default: '1000' },
    cuts: { type: 'string', default: '40' },
    devices: { type: 'string', default: '50' },
    changes: { type: 'string', default: '500' },
    photos: { type: 'string', default: '100' },
    arrive: { type: 'string', default: '60' },
    subdistricts: { type: 'string', default: '5' },
    held: { type: 'string', default: '100000' },
    card: { type: 'string', default: '500' },
  },
});
const bench = { store, sync, photos, start }[positionals[0] ?? ''];
if (bench === undefined) {
  console.error(usage);
  process.exit(2);
}
process.env.CHAIHUAN_BROWSER = await setUpBrowser();
await bench();

async function store(): Promise<void> {
  const { small, shared, things, rounds } = values;
  const sizes = { small: Number(small), shared: Number(shared), large: Number(things), rounds: Number(rounds) };
  const { figures, growth, kinds } = await benchStore(sizes);
  if (values.json) return console.log(JSON.stringify({ bench: 'store', figures, growth }));
  console.table(kinds);
  console.table(growth);
  console.table(figures);
}

async function sync(): Promise<void> {
  const only = values.only.split(',');
  const fleet = { devices: Number(values.devices), changes: Number(values.changes), photos: Number(values.photos), photoBytes: 300_000 };
  const figures = await benchSync(
    {
      ...{ records: Number(values.records), rounds: Number(values.rounds) },
      photos: { large: Number(values.large), small: Number(values.few), cuts: Number(values.cuts) },
      fleet: { ...fleet, arriveWithinS: Number(values.arrive), subdistricts: Number(values.subdistricts) },
      scale: { held: Number(values.held), changes: 100, rounds: Number(values.rounds) },
    },
    syncParts.filter((part) => only.includes(part)),
  );
  show('sync', figures);
}

async function photos(): Promise<void> {
  show('photos', await benchPhotos({ rounds: Number(values.rounds), card: Number(values.card) }));
}

async function start(): Promise<void> {
  show('start', await benchStart(Number(values.rounds)));
}

function show(name: string, figures: Record<string, number>): void {
  if (values.json) console.log(JSON.stringify({ bench: name, figures }));
  else console.table(figures);
}

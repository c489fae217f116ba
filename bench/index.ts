import { setUpBrowser } from '../src/launch/browser-setup.ts';
import { readCommandLine, readCounts, readNames, refuseUse } from '../src/launch/command-line.ts';
import { benchPhotos } from './photos/run.ts';
import { benchStart } from './start/run.ts';
import { benchStore } from './store/run.ts';
import { benchSync, syncParts } from './sync/run.ts';

const usage = `npm run bench -- store [--json] [--things 100000] [--shared 30000] [--small 1000] [--rounds 5]
npm run bench -- sync [--json] [--only records,photos,fleet,scale] [--records 5000] [--rounds 5] [--large 200] [--few 1000] [--cuts 40]
                      [--devices 50] [--changes 500] [--photos 100] [--arrive 60] [--subdistricts 5] [--held 100000]
npm run bench -- photos [--json] [--rounds 20] [--card 500]
npm run bench -- start [--json] [--rounds 20]`;

const { positionals, values } = readCommandLine(usage, {
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
const { json, only, ...given } = values;
const sizes = readCounts(usage, given);
const parts = readNames(usage, 'only', only, syncParts);
const [name = ''] = positionals;
const bench = { store, sync, photos, start }[name] ?? refuseUse(usage, name === '' ? 'which one?' : `there is no bench of ${name}`);
process.env.CHAIHUAN_BROWSER = await setUpBrowser();
await bench();

async function store(): Promise<void> {
  const { small, shared, things: large, rounds } = sizes;
  const { figures, growth, kinds } = await benchStore({ small, shared, large, rounds });
  if (json) return console.log(JSON.stringify({ bench: 'store', figures, growth }));
  console.table(kinds);
  console.table(growth);
  console.table(figures);
}

async function sync(): Promise<void> {
  const { records, rounds, large, few, cuts, devices, changes, photos: photosEach, arrive, subdistricts, held } = sizes;
  const fleet = { devices, changes, photos: photosEach, photoBytes: 300_000, arriveWithinS: arrive, subdistricts };
  const figures = await benchSync(
    { records, rounds, photos: { large, small: few, cuts }, fleet, scale: { held, changes: 100, rounds } },
    parts,
  );
  show('sync', figures);
}

async function photos(): Promise<void> {
  show('photos', await benchPhotos({ rounds: sizes.rounds, card: sizes.card }));
}

async function start(): Promise<void> {
  show('start', await benchStart(sizes.rounds));
}

function show(what: string, figures: Record<string, number>): void {
  if (json) console.log(JSON.stringify({ bench: what, figures }));
  else console.table(figures);
}

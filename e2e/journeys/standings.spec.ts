import { people } from '../../fixtures/people/people.ts';
import { bringToRest } from '../support/rest.ts';
import { expect, silentConfig, test } from '../support/test.ts';

// A terminal of its own, at which nobody has certified before.
test.use({
  config: {
    ...silentConfig,
    terminal: { id: 'T-0003', bank: '测试银行', branch: '安宁路支行', hotline: '12333', bankPhone: '95000' },
  },
});

type Person = (typeof people)[number];

/** What the screen says about each standing, and what the key that goes on is called. */
const told: Readonly<Record<string, { readonly says: string; readonly goesOn: string }>> = {
  certified: { says: '您今年已经认证好了', goesOn: '好，取回证件' },
  certifiedByDataMatch: { says: '您今年不用办了', goesOn: '好，取回证件' },
  due: { says: '您该办今年的认证了', goesOn: '好，开始认证' },
  suspended: { says: '您的养老金暂停了', goesOn: '好，开始认证' },
  recordedDeceased: { says: '您的资料需要工作人员核对', goesOn: '请工作人员来' },
  livesAbroad: { says: '资料上写着您住在境外', goesOn: '请工作人员来' },
  notFound: { says: '您的认证资料要再查一查', goesOn: '请工作人员来' },
  cardSealed: { says: '您的社保卡现在是封存的', goesOn: '请工作人员来' },
};

const kindOf = ({ standing }: Person): string =>
  standing.kind === 'needsStaff' ? standing.reason : standing.kind;

/** Cards that end before the standing have journeys of their own (people.spec.ts). */
const readable = people.filter(({ validTo }) => validTo > '2026-01-01' || validTo === 'long-term');

for (const [kind, { says, goesOn }] of Object.entries(told))
  test(`whoever has the standing ${kind} is greeted and told so`, async ({ kiosk, line }) => {
    // Two of each: everybody else is looked up without a browser (main/app/scenarios/standings.test.ts).
    const those = readable.filter((person) => kindOf(person) === kind).slice(0, 2);
    expect(those.length).toBeGreaterThan(0);
    for (const { id, name } of those) {
      await kiosk.toStanding(id);
      await kiosk.says(name.slice(0, 1));
      await kiosk.says(says);
      await expect(kiosk.key('continue')).toHaveText(goesOn);
      // Nobody behind the person can copy a name or a number.
      if ([...name].length > 2) await kiosk.saysNot(name);
      await bringToRest(line);
    }
  });

test('whoever has nothing to do gets the card back with one touch', async ({ kiosk }) => {
  await kiosk.toStanding('chen-wanli');
  await kiosk.touch('continue');
  await kiosk.handBackCard();
});

test('whoever has nothing to do may take a slip that says so', async ({ kiosk }) => {
  await kiosk.toStanding('sun-defu');
  await kiosk.touch('printSlip');
  await kiosk.sees('takeSlip');
  await kiosk.takeSlip();
  await kiosk.handBackCard();
});

test('whose record needs a person is led to one, with a slip', async ({ kiosk, terminal }) => {
  await kiosk.toStanding('jiang-laidi');
  await kiosk.touch('continue');
  await kiosk.sees('handover');
  await kiosk.says('工作人员会来陪您办');
  await kiosk.finish();
  expect(terminal.log()).toContain('"help-called"');
});

test('a person may ask for another way instead of the camera', async ({ kiosk }) => {
  await kiosk.toStanding('li-changshun');
  await kiosk.touch('anotherWay');
  await kiosk.sees('handover');
  await kiosk.says('好的，改由人工来办');
  await kiosk.finish();
});

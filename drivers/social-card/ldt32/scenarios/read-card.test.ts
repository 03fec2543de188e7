import { describe, expect, it } from 'vitest';
import { socialCards } from '../../../../fixtures/social-cards/cards.ts';
import { scenario, simulatedHsm, testCard } from './testing/scenario.ts';

const base = {
  regionCode: '999900',
  cardIdCode: testCard.cardIdCode,
  cardNumber: 'X00000019',
  idNumber: '999900195103120022',
  name: '测试员',
  sex: '2',
  issuedOn: '2026-09-01',
  validTo: '2036-09-01',
  pan: '6299990000000000195',
};

describe('reading a social-security card', () => {
  it.each(['1.00', '2.00', '2.01'] as const)('reads version %s without authentication', async (version) => {
    const { reader, insert } = scenario();
    insert({ version });
    expect(await reader.read()).toMatchObject({
      ok: true,
      value: { ...base, version, interface: 'contact', authenticatedBy: 'none' },
    });
  });

  it('reads version 3.00 by the PSAM, and by the HSM without one', async () => {
    const byPsam = scenario({ psam: true });
    byPsam.insert({ version: '3.00' });
    const read = await byPsam.reader.read();
    expect(read).toMatchObject({ ok: true, value: { ...base, version: '3.00', authenticatedBy: 'psam' } });

    const byHsm = scenario();
    byHsm.insert({ version: '3.00' });
    const questions: number[] = [];
    const askHsm: typeof simulatedHsm = (question) => {
      questions.push(question.randoms.length);
      return simulatedHsm(question);
    };
    expect(await byHsm.reader.read({ askHsm })).toMatchObject({
      ok: true,
      value: { ...base, authenticatedBy: 'hsm', interface: 'contact' },
    });
    expect(questions).toEqual([4]);
  });

  it('reads a contactless card by its own protocol', async () => {
    const { reader, insert } = scenario({ psam: true });
    insert({ version: '3.00', interface: 'contactless' });
    expect(await reader.read()).toMatchObject({ ok: true, value: { ...base, interface: 'contactless' } });
  });

  it.each([
    ['number', ['number', 'tag']],
    ['tag', ['tag']],
  ] as const)(
    'finds records by %s where the chip knows no short file identifier',
    async (_way, addressing) => {
      const { reader, insert } = scenario();
      insert({ addressing: [...addressing] });
      expect(await reader.read()).toMatchObject({ ok: true, value: base });
    },
  );

  it.each(['key', 'pin'] as const)(
    'authenticates when the holder file of an old card wants a %s',
    async (holderFile) => {
      const { reader, insert } = scenario({ psam: true });
      insert({ holderFile });
      const read = await reader.read();
      if (holderFile === 'key') expect(read).toMatchObject({ ok: true, value: { authenticatedBy: 'psam' } });
      else expect(read).toMatchObject({ ok: false, error: { code: 'E2521' } });
    },
  );

  it.each([
    ['two bytes each', '买买提·吐尔逊·阿卜杜热合曼·托合提'],
    ['four bytes each', '𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷'],
    ['exactly thirty bytes', '一二三四五六七八九十一二三四五'],
    ['mixed, broken before its thirtieth byte', '一二三四五六七八九十一二三四𠮷好'],
  ])('joins a long name of %s with its extension', async (_what, chipName) => {
    const { reader, insert } = scenario();
    insert({ chipName });
    expect(await reader.read()).toMatchObject({ ok: true, value: { name: chipName } });
  });

  it('finds the account through the directory when the application has another name', async () => {
    for (const over of ['contact', 'contactless'] as const) {
      const { reader, insert } = scenario();
      insert({ paymentKind: 0x77, interface: over });
      expect(await reader.read()).toMatchObject({ ok: true, value: { pan: base.pan } });
    }
  });

  it('reads a card without a payment application, or with one that does not open', async () => {
    const { reader, insert, slot } = scenario();
    insert({ pan: null });
    expect(await reader.read()).toMatchObject({ ok: true, value: { pan: null } });
    slot.remove();
    const chip = insert();
    chip.inject({ fault: 'statusWord', sw: 0x6985, on: 'processingOptions' });
    expect(await reader.read()).toMatchObject({ ok: true, value: { pan: null } });
  });

  it('reads every card of the demo as its chip says', async () => {
    for (const card of socialCards) {
      const { reader, insert } = scenario({ psam: true });
      insert(card);
      const read = await reader.read();
      if (card.defect === null || card.defect === 'noPaymentApplication')
        expect(read, card.id).toMatchObject({
          ok: true,
          value: {
            ...{ version: card.version, interface: card.interface, name: card.chipName, pan: card.pan },
            ...{ idNumber: card.chipIdNumber, issuedOn: card.issuedOn, validTo: card.validTo },
          },
        });
      else
        expect(!read.ok && read.error.code, card.id).toBe(
          { mute: 'E2507', wrongTag: 'E2513', shortRecord: 'E2514', noSocialApplication: 'E2512' }[
            card.defect
          ],
        );
    }
  }, 20_000);

  it('traces neither numbers nor names', async () => {
    const { reader, insert, trace } = scenario({ psam: true });
    insert({ version: '3.00' });
    await reader.read();
    const told = JSON.stringify(trace);
    expect(trace.length).toBeGreaterThan(20);
    expect(told).not.toMatch(/19510312|629999|测试员|X0000|D15600/);
  });
});

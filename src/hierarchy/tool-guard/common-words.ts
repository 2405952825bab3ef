// In: nothing. Out: English words that name nobody and nothing in particular: small ones, and those of which requests and titles are made.

export const smallWords = setOf([
  'a an the this that these those some any each every all both other another such same own no not only very just also too',
  'and or but if then else so as than because while when where who whom whose what which why how',
  'of to in on at by for from with without about into over under after before between through during up down out off again',
  'i me my mine we us our you your he him his she her it its they them their there here one two three four five six ten',
  'am is are was were be been being do does did done have has had can could will would shall should may might must',
]);

export const commonWords = setOf([
  ...smallWords,
  'mr mrs ms dr sir miss hello hi dear thanks thank please yes ok new old first last next more most less least many much few',
  'good best better great bad big small long short high low open closed free full early late today tomorrow yesterday now',
  'day days week month year time date monday tuesday wednesday thursday friday saturday sunday morning evening night noon',
  'get give make made take put let go come see look find show tell say said ask want need like know think use work help keep',
  'send sent mail email message reply forward answer write read call text note notes letter post share',
  'pay paid payment transfer buy order book sell cost price amount money total sum invoice bill account bank number euro euros',
  'dollar dollars pound pounds delete remove clear add create update change edit move save set run start stop check fix close',
  'cancel confirm accept invite plan schedule meet meeting event calendar reminder task tasks list item items entry record file',
  'files folder document documents page pages site website link url web news article report reports summary summaries summarize',
  'ticket tickets issue issues bug error problem request requests question name names title user users customer customers client',
  'team group company office people person everyone somebody contact contacts address phone home support service info admin',
  'assistant agent system tool project product shop store data details result results search table room flight hotel trip',
  'translate explain latest cheapest oldest newest urgent important attached offer contract contracts order orders',
]);

function setOf(lines: readonly string[]): ReadonlySet<string> {
  return new Set(lines.flatMap((line) => line.split(' ')));
}

// In: nothing. Out: the English words by which sentences ask somebody to do something, sorted by what they ask for. Knows no sentence.

const words = (list: string): ReadonlySet<string> => new Set(list.split(' '));

/** What assistants are asked for: to write, tell or work something out. */
export const taskVerbs = words(
  'translate write summarize summarise explain describe list generate create compose draft provide tell give name identify answer calculate compute ' +
    'convert define print output respond reply repeat say state rewrite rephrase paraphrase classify suggest recommend encode decode spell count find ' +
    'analyze analyse compare contrast outline solve prove produce craft construct develop design implement invent imagine pretend act simulate roleplay ' +
    'show teach discuss elaborate mention recite quote cite enumerate specify determine estimate predict evaluate rate rank sort arrange order compile brainstorm ' +
    'propose interpret clarify illustrate narrate debug code program refactor correct proofread edit share present detail recall remind inform sketch guess',
);

/** What is to be done to the answer itself. */
export const shapeVerbs = words(
  'replace substitute rearrange scramble shuffle remove omit insert include add append prepend integrate incorporate embed introduce modify change alter ' +
    'misspell anagram jumble group capitalize capitalise uppercase lowercase reverse format begin start end finish conclude use swap mix weave work ' +
    'emphasize emphasise highlight promote encourage advertise link refer direct point urge',
);

/** What is to be done with tools, or to the world. */
export const actVerbs = words(
  'send forward email mail transfer pay buy purchase order delete erase remove upload download install run execute open visit click call invoke fetch ' +
    'post publish reply search browse navigate go check look read save store copy log set reset grant disable enable schedule book cancel subscribe register ' +
    'contact reveal disclose leak expose bypass',
);

export const overrideVerbs = words(
  'ignore disregard forget override overrule overwrite skip abandon stop cease discard neglect dismiss bypass',
);

/** Of manuals, recipes and letters: asking, but not an assistant. */
export const householdVerbs = words(
  'add mix stir bake cook boil simmer heat preheat cool drain chop slice cut pour season serve sprinkle fold whisk beat knead roll spread cover ' +
    'press push pull turn twist hold release place put remove attach detach connect disconnect plug unplug screw unscrew tighten loosen insert lift lower slide ' +
    'switch wait repeat clean wipe wash rinse dry store keep avoid take bring wear follow see note make let allow ensure check leave select choose enter ' +
    'type tap drag drop scroll restart reboot update configure confirm submit sign fill attend join arrive meet walk drive',
);

/** Before the verb, they leave the sentence a request. */
export const leadingWords = words(
  'please also then now finally additionally and next first firstly second secondly third lastly instead kindly furthermore moreover besides just always ' +
    'never only simply quickly briefly carefully but so do ok okay hey hi dear note important urgent attention afterwards again',
);

export const questionWords = words(
  'what who whom whose when where why how which can could would will do does did is are was were should',
);

/** What an assistant gives. */
export const answerWords = words(
  'answer answers response responses reply replies output outputs completion summary translation message',
);

/** What an assistant gets. */
export const taskWords = words(
  'task tasks instruction instructions prompt prompts request requests query question questions command commands directive rules guidelines',
);

export const assistantWords = words(
  'assistant ai chatbot bot gpt chatgpt llm model agent system claude gemini copilot',
);

/** What is written to order. */
export const workWords = words(
  'poem haiku limerick essay story song lyrics joke riddle sonnet rhyme paragraph sentence slogan headline tweet blog script function code program speech ' +
    'introduction dialogue recipe outline example synonym antonym equivalent acronym fact list sentence word words phrase quote',
);

/** In what shape. */
export const formatWords = words(
  'base64 json yaml xml html markdown csv rot13 morse hex hexadecimal binary ascii emoji emojis uppercase lowercase capital capitals letters letter vowels vowel consonants ' +
    'spaces space punctuation typos typo misspellings misspelled misspell anagram anagrams anagrammed alphanumeric numbers symbols backwards reversed reverse ' +
    'alphabetical bullet bullets words characters pirate substitution encoded format style tone',
);

export const languageNames = words(
  'english french spanish german italian portuguese chinese mandarin japanese korean russian arabic hindi dutch swedish polish turkish greek latin hebrew ' +
    'thai vietnamese ukrainian swahili finnish danish norwegian czech klingon esperanto',
);

/** Of what matters more than what was asked before. */
export const priorityWords = words(
  'priority important urgent urgently must mandatory immediately crucial critical required essential compulsory primary main',
);

/** They tell nothing of what a sentence is about. */
export const plainWords = words(
  'a an the and or but if then than that this these those there here it its is are was were be been being am do does did have has had having will would can could shall ' +
    'should may might must i me my we us our you your yours he him his she her they them their who whom whose which what when where why how not no nor so as at by for from ' +
    'in into of off on onto out over to up with about after before between during under again all any both each few more most other some such only own same too very just ' +
    'also one two first new get got please via per',
);

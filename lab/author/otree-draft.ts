import { assignmentsIn, classesIn, functionsIn, literal, namedArguments, splitOutside, type PythonClass } from './otree-project.ts';

/** A game drafted from an oTree app, and what is left to do by hand. */
export interface Draft {
  readonly name: string;
  readonly text: string;
  readonly todo: readonly string[];
}

const builders: Readonly<Record<string, string>> = {
  IntegerField: 'int',
  FloatField: 'float',
  CurrencyField: 'money',
  BooleanField: 'bool',
  StringField: 'text',
  LongStringField: 'text',
};

/** The game of an app's `__init__.py`: schema and pages as typed code, logic as TODOs that keep the Python name. */
export function draftGame(name: string, source: string): Draft {
  const classes = classesIn(source);
  const todo: string[] = functionsIn(source).map((called) => `rewrite ${called}()`);
  const constants = classes.find(({ name: called }) => called === 'C' || called === 'Constants')?.values ?? new Map<string, string>();
  const order = splitOutside((assignmentsIn(source, '').get('page_sequence') ?? '[]').slice(1, -1));
  const pages = order.flatMap((page) => classes.find(({ name: called }) => called === page) ?? []);
  for (const page of pages) todo.push(...page.functions.map((called) => `rewrite ${page.name}.${called}()`));
  for (const page of pages.filter(({ base }) => base === 'Page')) todo.push(`write the view of ${page.name} from ${page.name}.html`);
  const text = [
    `import { defineGame, field, html } from 'rostra/lab';\n`,
    `const game = defineGame({\n  name: '${name}',`,
    ...constantLines(constants, todo),
    ...['Player', 'Group', 'Subsession'].flatMap((owner) => fieldLines(owner, classes, todo)),
    `});\n`,
    ...pages.map((page) => pageText(page)),
    `// TODO ${functionsIn(source).join(', ') || 'nothing more'}: see the checklist in PORTING.md.`,
    `export default game.sequence(${pages.map((page) => page.name).join(', ')});\n`,
  ].join('\n');
  return { name, text, todo };
}

function constantLines(constants: ReadonlyMap<string, string>, todo: string[]): string[] {
  const size = literal(constants.get('PLAYERS_PER_GROUP') ?? '');
  const rounds = literal(constants.get('NUM_ROUNDS') ?? '1');
  const roles = [...constants].filter(([key]) => key.endsWith('_ROLE')).map(([, value]) => literal(value) ?? "''");
  const own = [...constants].filter(([key]) => !/^(NAME_IN_URL|PLAYERS_PER_GROUP|NUM_ROUNDS)$|_ROLE$/.test(key));
  const known = own.flatMap(([key, value]) => {
    const read = literal(value);
    if (read === null) todo.push(`write the constant ${key} = ${value.replaceAll(/\s+/g, ' ').slice(0, 80)}`);
    return read === null ? [] : [`    ${key}: ${read},`];
  });
  return [
    ...(size === null ? [] : [`  groupSize: ${size},`]),
    ...(rounds === null || rounds === '1' ? [] : [`  rounds: ${rounds},`]),
    ...(roles.length > 0 ? [`  roles: [${roles.join(', ')}],`] : []),
    ...(known.length > 0 ? ['  constants: {', ...known, '  },'] : []),
  ];
}

function fieldLines(owner: string, classes: readonly PythonClass[], todo: string[]): string[] {
  const values = classes.find(({ name }) => name === owner)?.values ?? new Map<string, string>();
  const fields = [...values].flatMap(([name, call]) => {
    const builder = builders[/(\w+Field)\(/.exec(call)?.[1] ?? ''];
    if (builder === undefined) return [];
    return [`    ${name}: ${fieldCode(builder, call, (rest) => todo.push(`${owner}.${name}: ${rest}`))},`];
  });
  return fields.length > 0 ? [`  ${owner.toLowerCase()}: {`, ...fields, '  },'] : [];
}

/** What the options are called here. */
const optionNames: Readonly<Record<string, string>> = {
  min: 'min',
  max: 'max',
  label: 'label',
  help_text: 'help',
  initial: 'initial',
  choices: 'choices',
  doc: 'doc',
  max_length: 'maxLength',
};

function fieldCode(builder: string, call: string, onRest: (rest: string) => void): string {
  const options = call.includes('LongStringField') ? ['long: true'] : [];
  let isOptional = false;
  for (const [key, value] of namedArguments(call)) {
    const read = literal(value);
    const name = optionNames[key];
    if (key === 'blank') isOptional = value === 'True';
    else if (key === 'widget') options.push(`widget: '${widgetOf(value)}'`);
    else if (name !== undefined && read !== null) options.push(`${name}: ${read}`);
    else onRest(`write ${key} = ${value.replaceAll(/\s+/g, ' ').slice(0, 80)}`);
  }
  return `field.${builder}(${options.length > 0 ? `{ ${options.join(', ')} }` : ''})${isOptional ? '.optional()' : ''}`;
}

function widgetOf(value: string): string {
  if (value.includes('RadioSelectHorizontal')) return 'radio-inline';
  return value.includes('Checkbox') ? 'checkbox' : 'radio';
}

function pageText(page: PythonClass): string {
  const todos = page.functions.map((called) => `  // TODO ${called}: its Python is in the old app.`);
  return (page.base === 'WaitPage' ? waitLines(page, todos) : formLines(page, todos)).join('\n');
}

function waitLines({ name, values }: PythonClass, todos: readonly string[]): string[] {
  const isMatch = values.get('group_by_arrival_time') === 'True';
  const isForAll = values.get('wait_for_all_groups') === 'True' && !isMatch;
  const after = values.get('after_all_players_arrive');
  return [
    `const ${name} = game.${isMatch ? 'match' : 'wait'}('${name}', {`,
    ...(isForAll ? ["  scope: 'all',"] : []),
    ...(after === undefined ? [] : [`  // TODO onAllArrive: ${after}.`]),
    ...todos,
    '});\n',
  ];
}

function formLines({ name, values }: PythonClass, todos: readonly string[]): string[] {
  const fields = literal(values.get('form_fields') ?? '[]') ?? '[]';
  const timeout = literal(values.get('timeout_seconds') ?? '');
  const isGroup = values.get('form_model')?.includes('group') ?? false;
  const isAsked = fields !== '[]';
  const view = isAsked ? '({ form, next }) => html`${form} ${next}`' : '({ next }) => html`${next}`';
  return [
    `const ${name} = game.page('${name}', {`,
    ...(isAsked ? [`  form: ${isGroup ? `{ group: ${fields} }` : fields},`] : []),
    ...(timeout === null ? [] : [`  timeout: ${timeout},`]),
    ...todos,
    `  // TODO the words of ${name}.html.`,
    `  view: ${view},`,
    '});\n',
  ];
}

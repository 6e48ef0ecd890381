import { useId, useState, type FormEvent } from 'react';
import { ApiProblem } from '@/api/problem';

/** The keys of a draft that hold text. */
type TextOf<Draft> = { [Key in keyof Draft]: Draft[Key] extends string ? Key : never }[keyof Draft];

/** The keys of a draft that hold a scope or none yet. */
type ScopeOf<Draft> = { [Key in keyof Draft]: string | null extends Draft[Key] ? Key : never }[keyof Draft];

interface FormOptions<Draft, Field extends string, Fault extends string> {
  initial: () => Draft;
  /** In the order in which they are read: the first one with a fault gets the focus. */
  fields: readonly Field[];
  /** What is wrong, by field; empty when the draft can be sent. */
  faults: (draft: Draft) => Partial<Record<Field, Fault>>;
  words: (fault: Fault) => string;
  /** Faults that are told before the field was left. */
  atOnce?: readonly Fault[];
  /** Fields that the server calls otherwise. */
  serverNames?: Partial<Record<Field, string>>;
  /** What the draft is sent with; its refusal is forgotten with the next change. */
  deed: { error: unknown; reset: () => void };
  /** For a form whose button lies outside. */
  id?: string;
}

/** A draft with what is wrong with it. A field is told its fault once it was left or the form was sent, then with every letter. */
export function useForm<Draft extends object, Field extends string, Fault extends string>(options: FormOptions<Draft, Field, Fault>) {
  const { fields, words, atOnce = [], serverNames = {}, deed } = options;
  const ownId = useId();
  const id = options.id ?? ownId;
  const [draft, setDraft] = useState(options.initial);
  const [seen, setSeen] = useState<ReadonlySet<Field>>(new Set());
  const faults = options.faults(draft);
  const refused = deed.error instanceof ApiProblem ? deed.error.fields : {};
  const serverName = (field: Field) => (serverNames as Partial<Record<Field, string>>)[field] ?? field;

  const change = (patch: Partial<Draft>) => {
    deed.reset();
    setDraft((current) => ({ ...current, ...patch }));
  };
  const leave = (field: Field) => () => setSeen((current) => new Set([...current, field]));
  const isRefused = (field: Field) => serverName(field) in refused;
  const fault = (field: Field): string | null => {
    const own = faults[field];
    if (own !== undefined && (seen.has(field) || atOnce.includes(own))) return words(own);
    return refused[serverName(field)]?.join(' ') ?? null;
  };
  /** Sends a draft without faults; else goes to the first field that has one. */
  const submit = (send: () => void) => (event?: FormEvent) => {
    event?.preventDefault();
    setSeen(new Set(fields));
    const first = fields.find((field) => faults[field] !== undefined);
    if (first !== undefined) document.getElementById(`${id}-${first}`)?.focus();
    else send();
  };
  /** The properties of a text field. */
  const text = (field: Field & TextOf<Draft>, label: string, help = '') => ({
    id: `${id}-${field}`,
    size: 'small' as const,
    fullWidth: true,
    label,
    value: draft[field] as string,
    onChange: (event: { target: { value: string } }) => change({ [field]: event.target.value } as Partial<Draft>),
    onBlur: leave(field),
    error: fault(field) !== null,
    helperText: fault(field) ?? help,
  });
  /** The properties of a field in which a scope is searched. */
  const scope = (field: Field & ScopeOf<Draft>, label: string, help = '') => ({
    id: `${id}-${field}`,
    label,
    value: draft[field] as string | null,
    error: fault(field) !== null,
    help: fault(field) ?? help,
    onChange: (next: string | null) => change({ [field]: next } as Partial<Draft>),
    onBlur: leave(field),
  });
  /** The error that no field tells. */
  const names = Object.keys(refused);
  const isTold = names.length > 0 && names.every((name) => fields.some((field) => serverName(field) === name));
  return { id, draft, change, leave, fault, isRefused, submit, text, scope, error: isTold ? null : deed.error };
}

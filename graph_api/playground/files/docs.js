// The schema, told by the graph itself.

const TYPE = "kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name } } } }";

export const INTROSPECTION = `{
  __schema {
    queryType { name }
    mutationType { name }
    subscriptionType { name }
    types {
      kind name description
      fields { name description args { name type { ${TYPE} } } type { ${TYPE} } }
      inputFields { name type { ${TYPE} } }
      enumValues { name }
      possibleTypes { name }
    }
  }
}`;

function typeText(type) {
  if (type.kind === "NON_NULL") return `${typeText(type.ofType)}!`;
  if (type.kind === "LIST") return `[${typeText(type.ofType)}]`;
  return type.name;
}

function fieldText(field) {
  const given = (field.args ?? []).map((one) => `${one.name}: ${typeText(one.type)}`);
  return `${field.name}${given.length ? `(${given.join(", ")})` : ""}: ${typeText(field.type)}`;
}

function linesOf(type) {
  if (type.kind === "ENUM") return type.enumValues.map((one) => ({ text: one.name }));
  if (type.kind === "UNION") return type.possibleTypes.map((one) => ({ text: one.name }));
  return (type.fields ?? type.inputFields ?? []).map((one) => ({
    text: fieldText(one),
    told: one.description,
  }));
}

function add(parent, tag, text) {
  const made = document.createElement(tag);
  made.textContent = text;
  parent.append(made);
  return made;
}

function card(type, sought) {
  const made = document.createElement("details");
  add(made, "summary", type.name);
  if (type.description) add(made, "p", type.description);
  for (const line of linesOf(type)) {
    const code = add(made, "code", line.text);
    if (line.told) code.title = line.told;
  }
  made.open = Boolean(sought);
  return made;
}

export function showDocs(schema, place, find) {
  const roots = [schema.queryType, schema.mutationType, schema.subscriptionType].map((one) => one.name);
  const rank = (type) => (roots.includes(type.name) ? roots.indexOf(type.name) : roots.length);
  const types = schema.types
    .filter((type) => !type.name.startsWith("__") && linesOf(type).length)
    .sort((one, other) => rank(one) - rank(other) || one.name.localeCompare(other.name));

  const draw = () => {
    const sought = find.value.trim().toLowerCase();
    const fits = (type) =>
      [type.name, ...linesOf(type).map((line) => line.text)].some((text) =>
        text.toLowerCase().includes(sought),
      );
    place.replaceChildren(...types.filter(fits).map((type) => card(type, sought)));
  };
  find.addEventListener("input", draw);
  draw();
}

# ruff: noqa: E501 - what is replaced stands in one piece
"""Faults an engine like this has had or may have: what each would let somebody see, change or lose.

The first two dozen are those of a prototype's study (access ignored, checked one level only, judged on the
payload, told by errors, tokens, requiredness); the others are the same faults at depth.
"""

from tests.formengine.leaks.seeding import Leak

SEEN = (
    Leak("a field not in the rules is shown", "model:View.rule", "Rule(Access.HIDDEN)", "Rule(Access.READ)"),
    Leak("the status is ignored", "compiling:compile_view", "model.status(status).cap(view) & cap", "cap"),
    Leak("the participation is ignored", "compiling:compile_view", ".cap(view) & cap", ".cap(view)"),
    Leak("two caps widen each other", "access:Cap.__and__", "min(self.access", "max(self.access"),
    Leak("items of one cap are forgotten", "access:Cap.__and__", "*self.items, *other.items", "*self.items"),
    Leak("a cap of an item widens", "access:Cap.on", "return min(", "return max("),
    Leak("a page's cap is ignored", "compiling:_compile_field", "field.key, page.key", "field.key"),
    Leak("a field's cap is ignored", "compiling:_compile_field", "field.key, page.key", "page.key"),
    Leak("a view's rule is ignored", "compiling:_compile_field", "min(rule.access, ", "min(Access.EDIT, "),
    Leak(
        "a part is shown though its group is not so open", "compiling:_compile_child", "min(above, ", "min("
    ),
    Leak(
        "a rule of a part is ignored", "compiling:_compile_child", "named.access if named else above", "above"
    ),
    Leak("a part's cap is ignored", "compiling:_compile_child", ", limit.on(field.path)", ""),
    Leak(
        "what is computed can be written",
        "compiling:_compiled",
        "access, rule = Access.READ, Rule(Access.READ)",
        "pass",
    ),
    Leak(
        "a condition on something hidden",
        "compiling:_askable",
        "found is None or not may_ask(model, view, kept, model.tells(field), kept)",
        "found is None",
    ),
    Leak(
        "a condition looked at one level deep",
        "compiling:_askable",
        "may_ask(model, view, kept, model.tells(field), kept)",
        "may_ask(model, view, compiled.by_key, model.tells(field), compiled.by_key)",
    ),
    Leak("a sum of something hidden", "compiling:_askable", "model.tells(field)", "model.paths(field)"),
    Leak(
        "a part's condition on something hidden",
        "compiling:_askable",
        "_with_askable_parts(found, model, view, kept)",
        "found",
    ),
    Leak(
        "a part's sum of something hidden",
        "compiling:_pruned",
        "{child.field.when, child.field.compute}",
        "{child.field.when}",
    ),
    Leak(
        "taking away a part is not followed",
        "compiling:_with_askable_parts",
        "        current = fewer\n",
        "        current = fewer\n        break\n",
    ),
    Leak(
        "a group is asked about though half is hidden",
        "compiled:CompiledField.shows",
        ' and (found.field.type != "group" or found.is_whole)',
        "",
    ),
    Leak(
        "half a group inside counts as whole",
        "compiled:CompiledField.is_whole",
        " and all(each.is_whole for each in self.children)",
        "",
    ),
    Leak(
        "a path is looked at by its first key only",
        "compiled:CompiledField.shows",
        '.split(".")[1:]',
        '.split(".")[1:1]',
    ),
    Leak(
        "a condition is not asked at all",
        "compiled:CompiledView.access_of",
        " or not present.holds(field)",
        "",
    ),
    Leak(
        "hidden parts of a group come along",
        "compiled:CompiledField._seen_parts",
        "for key, child in self.by_key.items()",
        "for key, child in ({each.key: CompiledField(each, Access.READ, False) for each in self.field.children} | dict(self.by_key)).items()",
    ),
    Leak(
        "hidden parts of a row come along",
        "compiled:CompiledField.visible",
        '"_id": row_id(row, number), **self._seen_parts(row)',
        '**row, "_id": row_id(row, number)',
    ),
    Leak(
        "what is not there any more is shown",
        "projection:project",
        "present.live.get(each.key)",
        "answers.get(each.key)",
    ),
    Leak("a part that is not there is shown", "projection:_parts", "        if child.key in there\n", ""),
    Leak(
        "a part's condition is not asked",
        "presence:child_holds",
        "child.when is None or ",
        "True or child.when is None or ",
    ),
    Leak(
        "a page is there for what is hidden on it",
        "projection:project",
        "if any(field.field.holds_value for field in fields)",
        "if page.key or fields",
    ),
    Leak(
        "the token is of all answers",
        "projection:project",
        "Projection(compiled.view.key,",
        "Projection(digest(dict(answers)),",
    ),
    Leak(
        "a requirement tells of something hidden",
        "projection:Standpoint._required",
        "self.compiled.may_ask(rule.tells, self.now) and ",
        "",
    ),
    Leak(
        "a part's value counts that is not there",
        "presence:parts_there",
        "return {child.key: live[child.key] for child in container.children if child.key in live}",
        "return {key: part for key, part in {**parts, **live}.items() if key in container.by_key}",
    ),
)

WRITTEN = (
    Leak("an unknown key is swallowed", "acceptance:_forbidden", 'found.append(Problem((name,), "unknown_field"))', "pass"),
    Leak("a key that is only read is swallowed", "acceptance:_forbidden", 'found.append(Problem((key,), "read_only"))', "pass"),
    Leak("what a condition took away is written", "acceptance:_Judgement._field", "if access is Access.EDIT:", "if field.key in self.compiled.by_key:"),
    Leak("conditions are judged on the payload", "acceptance:_Judgement._field", "self.present.put(field, self.answers.get(field.key))", "self.present.put(field, submitted.get(field.key, self.answers.get(field.key)))"),
    Leak("an unknown part is swallowed", "taking:_strangers", 'found.append(Problem((str(key)[:60],), "unknown_field"))', "pass"),
    Leak("a part that is only read is written", "taking:_strangers", "elif child.access is not Access.EDIT:", "elif False:"),
    Leak("a part that is not there is written", "taking:_parts", "        if not child_holds(child, there, here):\n            continue\n", ""),
    Leak("saving blanks what is hidden in a group", "taking:_whole_parts", "for key, part in stored.items() if key", "for key, part in () if key"),
    Leak("a conflict shows the whole stored value", "acceptance:_Judgement._told", "compiled.shown(compiled.visible(live_value(compiled.field, value, scene)))", "value"),
    Leak("the second writer wins", "merging:_merge_one", "        return stored\n", "        return mine\n"),
    Leak("a check tells of something hidden", "acceptance:_Judgement._asked_at", " or not self.compiled.may_ask(check.rule.tells, self.now)", ""),
    Leak("an old fault of something hidden is told", "acceptance:_Judgement._complete", "compiled.visible(self.present.live.get(compiled.key))", "self.present.live.get(compiled.key)"),
    Leak("a fault of what is only read is told", "acceptance:_may_mend", "return found.access is Access.EDIT", "return True"),
    Leak("what is missing and hidden is asked for", "acceptance:_Judgement._missing", "for child in compiled.children:", "for child in (CompiledField(each, Access.EDIT, True) for each in compiled.field.children):"),
)  # fmt: skip

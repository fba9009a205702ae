"""Every address of the product, each step of a table one of its own, with the names that each reads."""

import ast
import inspect
import re
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser

from django.urls import Resolver404, get_resolver, resolve
from django_filters import FilterSet
from drf_spectacular.generators import SchemaGenerator

OURS = ("cases", "lists", "evidence", "supervision", "enforcement")
GROUP = re.compile(r"\(\?P<(\w+)>(?:[^()]|\([^()]*\))*\)|<(?:\w+:)?(\w+)>")
ASKED = re.compile(
    r"""(?:GET|query_params|asked|query)\.(?:get|pop|getlist)\(\s*["'](\w+)"""
    r"""|number_in\(\w+(?:\.\w+)*, "(\w+)"|"(\w+)" (?:not )?in (?:self\.)?request\.GET"""
)
TYPED = re.compile(r"""(?:POST|data|FILES)(?:\.(?:get|pop|getlist)\(|\[)\s*["'](\w+)""")


@dataclass
class Address:
    """One address. step: name of the step whose page or verb it is. roles, methods: who and how it was reached.

    query, fields, files: names that it reads; seen: values that its own form carries.
    """

    route: str
    view: object
    step: str = ""
    roles: list = field(default_factory=list)
    methods: list = field(default_factory=lambda: ["get", "post"])
    query: set = field(default_factory=set)
    fields: set = field(default_factory=set)
    files: set = field(default_factory=set)
    seen: dict = field(default_factory=dict)
    probed: bool = False

    @property
    def label(self):
        return f"{self.route} {self.step}".strip()

    @property
    def names(self):
        return [("query", name) for name in sorted(self.query)] + [
            ("body", name) for name in sorted(self.fields | self.files)
        ]


def routes(resolver=None, before=""):
    """Return (route with its parameters still in it, view) of every pattern of the URLconf."""
    found = []
    for pattern in (resolver or get_resolver()).url_patterns:
        text = before + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            found += routes(pattern, text)
        else:
            found.append((text, pattern.callback))
    return found


def plain(route):
    return route.replace("^", "").replace("$", "").replace("/?", "/").replace("\\.", ".")


def nameless(route):
    """Return a route with each of its parameters as {}, in which the URLconf and the description agree."""
    return GROUP.sub("{}", re.sub(r"\{\w+\}", "{}", plain(route))).strip("/")


def addresses(steps):
    """Return every Address; steps: names for a route with <step>."""
    described = description()
    found = []
    for route, view in routes():
        names = steps if "<str:step>" in route else [""]
        for step in names:
            address = Address(plain(route), view, step)
            address.query |= asked_by(view)
            address.fields |= typed_into(view)
            told = described.get(nameless(route), {})
            if told:
                address.methods = sorted(told["methods"])
            address.query |= told.get("query", set())
            address.fields |= told.get("fields", set())
            address.files |= told.get("files", set())
            found.append(address)
    return found


@cache
def sources(view):
    """Return the text of a view: its function, or its class with all of ours that it is made of, and its filters."""
    kind = getattr(view, "view_class", None) or getattr(view, "cls", None)
    parts = [inspect.unwrap(view)] if kind is None else list(kind.__mro__)
    texts = [source_of(part) for part in parts if part.__module__.split(".")[0] in OURS]
    modules = {part.__module__ for part in parts if part.__module__.split(".")[0] in OURS}
    return "\n".join(texts + helpers(texts, modules)), filters_of(kind)


def source_of(part):
    """Return the source of a class or function, "" of a class that is made of a table and written nowhere."""
    try:
        return inspect.getsource(part)
    except OSError:
        return ""


def helpers(texts, modules):
    """Return the functions of the view's own modules that it calls, one level down."""
    called = {
        node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        for text in texts
        for node in ast.walk(ast.parse(inspect.cleandoc("if 1:\n" + text) if text[:1].isspace() else text))
        if isinstance(node, ast.Call)
    }
    found = []
    for name in sorted(modules):
        module = inspect.sys.modules[name]
        for each in called:
            helper = getattr(module, each, None)
            if inspect.isfunction(helper) and helper.__module__.split(".")[0] in OURS:
                found.append(inspect.getsource(helper))
    return found


def filters_of(kind):
    found = getattr(kind, "filterset_class", None)
    return set(found.base_filters) if found and issubclass(found, FilterSet) else set()


def asked_by(view):
    text, filters = sources(view)
    return {name for hit in ASKED.findall(text) for name in hit if name} | filters


def typed_into(view):
    return set(TYPED.findall(sources(view)[0]))


def description():
    """Return {nameless route: methods, query, fields, files} from the description of the API."""
    schema = SchemaGenerator().get_schema(request=None, public=True)
    found = {}
    for path, operations in schema["paths"].items():
        told = found.setdefault(
            nameless(path), {"methods": set(), "query": set(), "fields": set(), "files": set()}
        )
        for method, operation in operations.items():
            told["methods"].add(method)
            told["query"] |= {
                each["name"] for each in operation.get("parameters", ()) if each["in"] == "query"
            }
            for kind, content in operation.get("requestBody", {}).get("content", {}).items():
                for name, shape in properties(content.get("schema", {}), schema):
                    binary = shape.get("format") == "binary"
                    told["files" if binary and "multipart" in kind else "fields"].add(name)
    return found


def properties(shape, schema):
    """Yield (name, shape) of what a body holds, through references and alternatives."""
    if "$ref" in shape:
        shape = schema["components"]["schemas"][shape["$ref"].rpartition("/")[2]]
    yield from shape.get("properties", {}).items()
    for part in (*shape.get("oneOf", ()), *shape.get("anyOf", ()), *shape.get("allOf", ())):
        yield from properties(part, schema)


class Forms(HTMLParser):
    """The forms of a page: [(address it goes to, "get" or "post", {name: values}, names of files)]."""

    def __init__(self, path):
        super().__init__()
        self.path, self.forms, self.open = path, [], None
        self.loose = (path, "get", {}, set())

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if tag == "form":
            self.open = self.begun(given, given.get("method", "get").lower())
        elif given.get("hx-post") or given.get("hx-get"):
            made = self.begun(given, "post" if given.get("hx-post") else "get")
            self.forms.append(made)
            self.keep(given, made)
        if tag == "a" and "?" in given.get("href", ""):
            self.link(given["href"])
        if tag in ("input", "select", "textarea", "button", "option"):
            self.keep(given, self.open or self.loose, tag)

    def begun(self, given, method):
        to = given.get("hx-post") or given.get("hx-get") or given.get("action") or self.path
        made = (to.partition("?")[0] or self.path, "post" if given.get("hx-post") else method, {}, set())
        self.forms.append(made)
        return made

    def link(self, href):
        path, _, query = href.partition("?")
        names = {part.partition("=")[0]: [part.partition("=")[2][:60]] for part in query.split("&") if part}
        self.forms.append((path or self.path, "get", names, set()))

    def keep(self, given, form, tag="input"):
        name = given.get("name") or (self.last if tag == "option" else "")
        if not name or name == "csrfmiddlewaretoken":
            return
        if tag == "select":
            self.last = name
        if given.get("type") == "file":
            form[3].add(name)
            return
        values = form[2].setdefault(name, [])
        if given.get("value") and len(values) < 12:
            values.append(given["value"])

    last = ""

    def handle_endtag(self, tag):
        if tag == "form":
            self.open = None
        elif tag == "select":
            self.last = ""


def learn(answer, path, by_place):
    """Take over what the forms and links of a page carry to the addresses they go to."""
    if "text/html" not in answer.headers.get("Content-Type", "") or answer.streaming:
        return
    page = Forms(path)
    page.feed(answer.content.decode())
    for to, method, names, files in [*page.forms, page.loose]:
        try:
            found = resolve(to)
        except Resolver404:
            continue
        address = by_place.get((plain(found.route), found.kwargs.get("step", "")))
        if address is None:
            continue
        known = address.fields if method == "post" else address.query
        known |= {name for name in names if name.isidentifier() or "-" in name}
        address.files |= files
        for name, values in names.items():
            held = address.seen.setdefault(name, [])
            held += [value for value in values if value not in held][: 12 - len(held)]

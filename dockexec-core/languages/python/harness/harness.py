"""Runs a function problem's Python solution, case by case, as PROTOCOL.md says.

Everything that is needed after the user's code has been loaded lives in closures of `main`, taken beforehand: a solution that patches builtins or
modules changes only its own fate. Start-up is what most submissions spend most time on, so that nothing is imported that the source does not
name: `json` is replaced by its C core, `typing` alone would cost more than the interpreter's own start, and annotations are kept as text.
"""

# A copy of every builtin: what a solution does to `builtins` is not seen here.
from builtins import *

import posix
import sys

NODE_CAP = 1000000
NOT_LOADED = 0xFFFFFFFF
RECURSION_LIMIT = 100000

# What a solution may use without importing it: the star imports of LeetCode's environment in its order (a later module wins), then the modules themselves.
# Resolved with getattr, so that names of newer Python versions do no harm on older ones.
PRELUDE = (
    ("string", "ascii_letters ascii_lowercase ascii_uppercase capwords digits hexdigits octdigits printable punctuation whitespace Formatter Template"),
    ("re", "match fullmatch search sub subn split findall finditer compile purge template escape error Pattern Match A I L M S X U ASCII IGNORECASE LOCALE MULTILINE DOTALL VERBOSE UNICODE NOFLAG RegexFlag PatternError"),
    ("datetime", "date datetime time timedelta timezone tzinfo MINYEAR MAXYEAR UTC"),
    ("collections", "ChainMap Counter OrderedDict UserDict UserList UserString defaultdict deque namedtuple"),
    ("heapq", "heappush heappop heapify heapreplace merge nlargest nsmallest heappushpop heappush_max heappop_max heapify_max heapreplace_max heappushpop_max"),
    ("bisect", "bisect bisect_left bisect_right insort insort_left insort_right"),
    ("copy", "Error copy deepcopy replace"),
    ("math", "acos acosh asin asinh atan atan2 atanh cbrt ceil comb copysign cos cosh degrees dist e erf erfc exp exp2 expm1 fabs factorial floor fma fmod frexp fsum gamma gcd hypot inf isclose isfinite isinf isnan isqrt lcm ldexp lgamma log log10 log1p log2 modf nan nextafter perm pi prod radians remainder sin sinh sqrt sumprod tan tanh tau trunc ulp"),
    ("random", "Random SystemRandom betavariate binomialvariate choice choices expovariate gammavariate gauss getrandbits getstate lognormvariate normalvariate paretovariate randbytes randint random randrange sample seed setstate shuffle triangular uniform vonmisesvariate weibullvariate"),
    ("statistics", "NormalDist StatisticsError correlation covariance fmean geometric_mean harmonic_mean kde kde_random linear_regression mean median median_grouped median_high median_low mode multimode pstdev pvariance quantiles stdev variance"),
    ("itertools", "accumulate batched chain combinations combinations_with_replacement compress count cycle dropwhile filterfalse groupby islice pairwise permutations product repeat starmap takewhile tee zip_longest"),
    ("functools", "update_wrapper wraps WRAPPER_ASSIGNMENTS WRAPPER_UPDATES total_ordering cache cmp_to_key lru_cache reduce partial partialmethod singledispatch singledispatchmethod cached_property Placeholder"),
    ("operator", "add and_ attrgetter call concat contains countOf delitem eq floordiv ge getitem gt iadd iand iconcat ifloordiv ilshift imatmul imod imul index indexOf inv invert ior ipow irshift is_ is_not isub itemgetter itruediv ixor le length_hint lshift lt matmul methodcaller mod mul ne neg not_ or_ pos rshift setitem sub truediv truth xor is_none is_not_none"),
    ("io", "BlockingIOError BytesIO StringIO BufferedReader BufferedWriter BufferedRWPair BufferedRandom TextIOWrapper FileIO IOBase RawIOBase BufferedIOBase TextIOBase UnsupportedOperation SEEK_SET SEEK_CUR SEEK_END DEFAULT_BUFFER_SIZE IncrementalNewlineDecoder open_code text_encoding"),
    ("sys", "argv byteorder call_tracing exc_info executable exit flags float_info getdefaultencoding getrecursionlimit getrefcount getsizeof hash_info hexversion implementation int_info intern maxsize maxunicode modules path platform setrecursionlimit stderr stdin stdout thread_info version version_info"),
    ("json", "dump dumps load loads JSONDecoder JSONDecodeError JSONEncoder"),
    ("typing", "AbstractSet Annotated Any AnyStr AsyncContextManager AsyncGenerator AsyncIterable AsyncIterator Awaitable BinaryIO ByteString Callable ChainMap ClassVar Collection Concatenate Container ContextManager Coroutine Counter DefaultDict Deque Dict Final ForwardRef FrozenSet Generator Generic Hashable IO ItemsView Iterable Iterator KeysView List Literal LiteralString Mapping MappingView Match MutableMapping MutableSequence MutableSet NamedTuple Never NewType NoReturn NotRequired Optional OrderedDict ParamSpec ParamSpecArgs ParamSpecKwargs Pattern Protocol Required Reversible Self Sequence Set Sized SupportsAbs SupportsBytes SupportsComplex SupportsFloat SupportsIndex SupportsInt SupportsRound Text TextIO Tuple Type TypeAlias TypeGuard TypeVar TypeVarTuple TypedDict Union Unpack ValuesView assert_never assert_type cast clear_overloads dataclass_transform final get_args get_origin get_overloads get_type_hints is_typeddict no_type_check no_type_check_decorator overload reveal_type runtime_checkable override TypeIs ReadOnly NoDefault get_protocol_members is_protocol TYPE_CHECKING"),
    # Where typing and collections share a name, the one that can be called and instantiated.
    ("collections", "ChainMap Counter OrderedDict"),
    ("re", "Match Pattern"),
    ("sortedcontainers", "SortedDict SortedKeyList SortedList SortedSet SortedItemsView SortedKeysView SortedValuesView"),
)
MODULES = "string re datetime collections heapq bisect copy math random statistics itertools functools operator io sys json typing sortedcontainers"

# Whoever uses one of these may ask for any name at run time, or wants annotations evaluated: then everything is loaded.
REFLECTIVE = ("eval", "exec", "globals", "vars", "get_type_hints", "inspect", "singledispatch", "singledispatchmethod", "annotationlib")
FUTURE_ANNOTATIONS = 0x1000000


def prelude_table():
    table = {}
    for module, names in PRELUDE:
        for name in names.split():
            table[name] = module
    for module in MODULES.split():
        table[module] = None
    return table


def names_used(source, filename):
    """The names that the source looks up in its global scope, attributes, locals and annotations aside; `None` when that cannot be told."""
    try:
        import _symtable

        top = None
        for prefix in ("from __future__ import annotations\n", ""):
            try:
                top = _symtable.symtable(prefix + source, filename, "exec")
                break
            except SyntaxError:
                pass
        names = set()
        offset, mask = _symtable.SCOPE_OFF, 15
        globals_ = (_symtable.GLOBAL_EXPLICIT, _symtable.GLOBAL_IMPLICIT)
        blocks = [top]
        while blocks:
            block = blocks.pop()
            is_outer = block is top
            for name, flags in block.symbols.items():
                if is_outer or (flags >> offset) & mask in globals_:
                    names.add(name)
            blocks.extend(block.children)
        return names
    except Exception:
        return None


def fill_prelude(namespace, names):
    """Binds the prelude names among `names` (all of them when it is `None`)."""
    table = prelude_table()
    if names is None or not names.isdisjoint(REFLECTIVE):
        names = table
    for name in names:
        if name not in table:
            continue
        module = table[name]
        try:
            if module is None:
                namespace[name] = __import__(name)
            else:
                namespace[name] = getattr(__import__(module), name)
        except (ImportError, AttributeError):
            pass


def library_paths():
    """Where installed libraries are: the interpreter runs without `site`, which would look for them at the cost of its whole start-up."""
    version = "python%d.%d" % sys.version_info[:2]
    yield sys.prefix + "/lib/" + version + "/site-packages"
    if sys.prefix == "/usr":
        yield "/usr/lib/python3/dist-packages"
        yield "/usr/local/lib/" + version + "/dist-packages"


class ListNode:
    def __init__(self, val=0, next=None):
        self.val = val
        self.next = next


class TreeNode:
    def __init__(self, val=0, left=None, right=None):
        self.val = val
        self.left = left
        self.right = right


class NotOfType(Exception):
    """A returned value that is not of the signature's type."""


def json_tools():
    """A reader of JSON text and a writer of JSON strings: the C core of `json`, without its Python part and the modules that it would import."""
    try:
        from _json import encode_basestring_ascii, make_scanner

        class Context:
            strict = True
            object_hook = None
            object_pairs_hook = None
            parse_float = float
            parse_int = int
            parse_constant = float
            memo = {}

        scan = make_scanner(Context())

        def read(text):
            return scan(text, 0)[0]

        return read, encode_basestring_ascii
    except ImportError:
        import json

        return json.loads, json.dumps


def codec(node_classes, quote):
    """Two functions, `reader(type)` and `writer(type)`, that make converters: from JSON values to arguments (or `None` where nothing is to be done), and from
    returned values to JSON text."""
    from _collections import deque

    arrays = (list, tuple, deque, set, frozenset, range, type({}.keys()), type({}.values()))
    ranges = {"integer": (-(2**31), 2**31 - 1), "long": (-(2**63), 2**63 - 1)}

    def shown(value):
        try:
            text = repr(value)
        except BaseException:
            text = "a value of type " + type(value).__name__
        return text if len(text) <= 100 else text[:100] + "…"

    def mismatch(value, text):
        return NotOfType("%s is not a valid value of type %s" % (shown(value), text))

    def new_node(name, value):
        cls = node_classes[name][-1]
        try:
            node = cls(value)
        except TypeError:
            node = cls.__new__(cls)
        node.val = value
        return node

    def read_list(values):
        head = None
        for value in reversed(values or ()):
            node = new_node("ListNode", value)
            node.next = head
            head = node
        return head

    def read_tree(values):
        if not values:
            return None
        root = new_node("TreeNode", values[0])
        root.left = root.right = None
        parents, at = [root], 1
        for parent in parents:
            for side in ("left", "right"):
                value = values[at] if at < len(values) else None
                at += 1
                if value is None:
                    child = None
                else:
                    child = new_node("TreeNode", value)
                    child.left = child.right = None
                    parents.append(child)
                setattr(parent, side, child)
            if at >= len(values):
                break
        return root

    def reader(ty):
        kind = ty["kind"]
        if kind == "double":
            return float
        if kind == "ListNode":
            return read_list
        if kind == "TreeNode":
            return read_tree
        if kind in ("array", "list"):
            item = reader(ty["item"])
            return item and (lambda values: [item(value) for value in values])
        return None

    def whole_number_writer(text):
        low, high = ranges[text]

        def write(value):
            if type(value) is not int or not low <= value <= high:
                raise mismatch(value, text)
            return "%d" % value

        return write

    def write_double(value):
        if type(value) is int:
            try:
                value = float(value)
            except OverflowError:
                raise mismatch(value, "double") from None
        if type(value) is not float:
            raise mismatch(value, "double")
        if value != value:
            return '"NaN"'
        if value in (float("inf"), float("-inf")):
            return '"Infinity"' if value > 0 else '"-Infinity"'
        return float.__repr__(value)

    def write_boolean(value):
        if type(value) is not bool:
            raise mismatch(value, "boolean")
        return "true" if value else "false"

    def write_string(value):
        if type(value) is not str:
            raise mismatch(value, "string")
        return quote(value)

    def write_character(value):
        if type(value) is not str or len(value) != 1:
            raise mismatch(value, "character")
        return quote(value)

    def array_writer(ty):
        text, item_kind = ty["text"], ty["item"]["kind"]
        write_item = writer(ty["item"])

        def write(value):
            if type(value) not in arrays:
                raise mismatch(value, text)
            return "[" + ",".join([write_item(item) for item in value]) + "]"

        def write_numbers(value):
            """The same for plain lists of numbers in range, without a step of Python for each of them."""
            if type(value) is list and value and set(map(type, value)) == {int}:
                low, high = ranges[item_kind]
                if low <= min(value) and max(value) <= high:
                    return list.__repr__(value).replace(" ", "")
            return write(value)

        return write_numbers if item_kind in ranges else write

    write_integer = whole_number_writer("integer")

    def check_node(node, name):
        if type(node) not in node_classes[name]:
            raise mismatch(node, name)

    def too_many():
        return NotOfType("more than %d nodes (a cycle?)" % NODE_CAP)

    def write_list(node):
        out = []
        while node is not None:
            check_node(node, "ListNode")
            if len(out) >= NODE_CAP:
                raise too_many()
            out.append(write_integer(node.val))
            node = node.next
        return "[" + ",".join(out) + "]"

    def write_tree(root):
        out, level, nodes = [], [root], 0
        for node in level:
            if node is None:
                out.append("null")
                continue
            check_node(node, "TreeNode")
            nodes += 1
            if nodes > NODE_CAP:
                raise too_many()
            out.append(write_integer(node.val))
            level.append(node.left)
            level.append(node.right)
        while out and out[-1] == "null":
            out.pop()
        return "[" + ",".join(out) + "]"

    def write_void(value):
        return "null"

    scalars = {
        "void": write_void,
        "integer": write_integer,
        "long": whole_number_writer("long"),
        "double": write_double,
        "boolean": write_boolean,
        "character": write_character,
        "string": write_string,
        "ListNode": write_list,
        "TreeNode": write_tree,
    }

    def writer(ty):
        return array_writer(ty) if ty["kind"] in ("array", "list") else scalars[ty["kind"]]

    return reader, writer


def describe(error, filename, lines):
    """`(message, trace)` for people: the user's own frames, the innermost ones where there are too many."""
    frames, entry = [], error.__traceback__
    total = 0
    while entry is not None:
        code = entry.tb_frame.f_code
        if code.co_filename == filename:
            total += 1
            frames.append((entry.tb_lineno, code.co_name))
            if len(frames) > 40:
                del frames[20]
        entry = entry.tb_next
    try:
        text = str(error)
    except BaseException:
        text = "(its text could not be had)"
    name = type(error).__name__
    message = name + ": " + text[:2000] if text else name
    if not frames:
        return message, message
    out = ["Traceback (most recent call last):"]
    for index, (line, function) in enumerate(frames):
        if index == 20 and total > len(frames):
            out.append("  … %d more frames …" % (total - len(frames)))
        out.append('  File "%s", line %d, in %s' % (filename, line or 0, function))
        code = lines[line - 1].strip() if line and line <= len(lines) else ""
        if code:
            out.append("    " + code[:200])
    out.append(message)
    return "%s at %s:%d" % (message, filename, frames[-1][0] or 0), "\n".join(out)


def main():
    read, write, leave = posix.read, posix.write, posix._exit
    stdout, stderr = sys.stdout, sys.stderr
    from_json, quote = json_tools()
    filename = "solution.py"

    def flush():
        for stream in (stdout, stderr, sys.stdout, sys.stderr):
            try:
                stream.flush()
            except BaseException:
                pass

    def send(kind, payload):
        frame = memoryview(len(payload).to_bytes(4, "little") + kind + payload)
        while frame:
            frame = frame[write(4, frame) :]

    def receive(size):
        chunks = []
        while size:
            chunk = read(3, min(size, 1 << 20))
            if not chunk:
                leave(0)
            chunks.append(chunk)
            size -= len(chunk)
        return b"".join(chunks)

    def fail(case, error, kind):
        message, trace = describe(error, filename, lines)
        if kind == "answer":
            message = trace = str(error)
        body = '{"kind":"%s","message":%s,"trace":%s}' % (kind, quote(message), quote(trace))
        flush()
        send(b"E", case.to_bytes(4, "little") + body.encode("ascii"))
        leave(1)

    def refuse(error):
        message = getattr(error, "msg", None) or str(error)
        body = '{"message":' + quote("%s: %s" % (type(error).__name__, message))
        if getattr(error, "lineno", None):
            body += ',"line":%d' % error.lineno
            if error.offset and error.offset > 0:
                body += ',"column":%d' % error.offset
        send(b"F", (body + "}").encode("ascii"))
        leave(1)

    with open("signature.json", "rb") as file:
        signature = from_json(file.read().decode("utf-8"))
    with open(filename, "rb") as file:
        source = file.read().decode("utf-8", "replace")
    lines = source.splitlines()

    module = type(sys)("solution")
    namespace = module.__dict__
    namespace.update(__file__=filename, __builtins__=__builtins__, exit=sys.exit, quit=sys.exit, ListNode=ListNode, TreeNode=TreeNode)
    sys.modules["solution"] = module
    sys.argv[:] = [filename]
    sys.path[:0] = ["/box"]
    sys.path.extend(library_paths())
    sys.setrecursionlimit(RECURSION_LIMIT)

    names = names_used(source, filename)
    annotated = names is not None and names.isdisjoint(REFLECTIVE)
    try:
        code = compile(source, filename, "exec", FUTURE_ANNOTATIONS if annotated else 0, True)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        refuse(error)
    fill_prelude(namespace, names)

    def load():
        exec(code, namespace)
        wanted = signature["name"] if signature["kind"] == "class" else "Solution"
        if not isinstance(namespace.get(wanted), type):
            raise NameError("class %s is not defined" % wanted)
        if signature["kind"] == "function":
            getattr(namespace[wanted], signature["name"])
        return namespace[wanted]

    try:
        cls = load()
    except BaseException as error:
        fail(NOT_LOADED, error, "exception")

    def classes(builtin):
        own = namespace.get(builtin.__name__)
        return (builtin, own) if isinstance(own, type) and own is not builtin else (builtin,)

    reader, writer = codec({"ListNode": classes(ListNode), "TreeNode": classes(TreeNode)}, quote)

    def readers(params):
        return [reader(param["type"]) for param in params]

    def convert(values, converters):
        return [value if converter is None else converter(value) for value, converter in zip(values, converters)]

    if signature["kind"] == "function":
        name, params = signature["name"], readers(signature["params"])
        output = signature["output_param"] if signature["returns"]["kind"] == "void" else None
        answer_type = signature["returns"] if output is None else signature["params"][output]["type"]
        write_answer = writer(answer_type)

        def prepare(values):
            return convert(values, params)

        def call(args):
            given = list(args)
            result = getattr(cls(), name)(*args)
            return result if output is None else given[output]

    else:
        constructor = readers(signature["constructor"])
        methods = {method["name"]: (readers(method["params"]), writer(method["returns"])) for method in signature["methods"]}

        def prepare(values):
            steps = list(zip(values[0], values[1]))
            first = [(None, convert(steps[0][1], constructor), None)]
            return first + [(step, convert(args, methods[step][0]), methods[step][1]) for step, args in steps[1:]]

        def call(steps):
            instance, out = cls(*steps[0][1]), ["null"]
            for step, args, write_result in steps[1:]:
                out.append(write_result(getattr(instance, step)(*args)))
            return out

        def write_answer(out):
            return "[" + ",".join(out) + "]"

    send(b"R", b"")
    while True:
        header = receive(5)
        payload = receive(int.from_bytes(header[:4], "little"))
        if header[4:] != b"C":
            leave(2)
        case = int.from_bytes(payload[:4], "little")
        arguments = prepare(from_json(payload[4:].decode("utf-8")))
        try:
            answer = write_answer(call(arguments)).encode("ascii")
        except NotOfType as error:
            fail(case, error, "answer")
        except BaseException as error:
            fail(case, error, "exception")
        flush()
        send(b"A", payload[:4] + answer)


main()

package org.stockpot.checkpoint;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which names a pickle may not even mention, although nothing is ever looked up or called: a file that asks for them was
 * made to run code wherever it is loaded, and its user should know. Of Python's own library, PyTorch, NumPy and
 * well-known packages with ways to run code, only names known to be harmless are let through; of all others, whatever
 * is not called like a way to run code.
 */
final class CodeRunners {
    /** Packages of which nothing is harmless but {@link #HARMLESS}: Python 2 and 3, and some of PyPI. */
    static final Set<String> PACKAGES = words("""
            BaseHTTPServer Bastion CGIHTTPServer Cython IPython Queue SimpleHTTPServer SocketServer StringIO Tkinter
            UserDict __builtin__ __future__ _abc _aix_support _ast _asyncio _bisect _blake2 _bootsubprocess _bz2 _codecs
            _codecs_cn _codecs_hk _codecs_iso2022 _codecs_jp _codecs_kr _codecs_tw _collections _collections_abc
            _compat_pickle _compression _contextvars _crypt _csv _ctypes _curses _curses_panel _datetime _dbm _decimal
            _elementtree _frozen_importlib _frozen_importlib_external _functools _gdbm _hashlib _heapq _imp
            _interpchannels _interpqueues _interpreters _io _json _locale _lsprof _lzma _markupbase _md5 _msi
            _multibytecodec _multiprocessing _opcode _operator _osx_support _overlapped _pickle _posixshmem
            _posixsubprocess _py_abc _pydecimal _pyio _pyrepl _pytest _queue _random _scproxy _sha1 _sha256 _sha3 _sha512
            _signal _sitebuiltins _socket _sqlite3 _sre _ssl _stat _statistics _string _strptime _struct _symtable
            _testcapi _testinternalcapi _thread _threading_local _tkinter _tokenize _tracemalloc _typing _uuid _warnings
            _weakref _weakrefset _winapi _winreg _xxsubinterpreters _zoneinfo abc aifc aiohttp annotationlib antigravity
            anydbm anyio apport argparse array ast asynchat asyncio asyncore atexit audioop base64 bdb bentoml binascii
            bisect boto3 bsddb builtins bz2 cPickle cProfile cStringIO calendar cffi cgi cgitb chunk clearml click
            cloudpickle cmath cmd code codecs codeop collections colorsys commands compileall compiler compression
            concurrent configparser contextlib contextvars copy copy_reg copyreg crypt csv ctypes cupy curses dask
            dataclasses datetime dbm decimal difflib dill dircache dis distributed distutils django dl docker doctest
            dummy_thread email encodings ensurepip enum errno exceptions execnet fabric faulthandler fcntl filecmp
            fileinput fire flask fnmatch fractions fsspec ftplib functools gc genericpath getopt getpass gettext gevent
            glob graphlib grp gzip h5py hashlib heapq hmac html htmllib http httplib httpx hydra idlelib ihooks imaplib
            imghdr imp importlib imputil inspect invoke io ipaddress ipykernel itertools joblib json jsonpickle jupyter
            keras keyword lib2to3 linecache llvmlite locale logging lzma macpath mailbox mailcap marshal math mimetools
            mimetypes mlflow mmap modulefinder msilib msvcrt multiprocessing netrc new nis nntplib nose nt ntpath
            nturl2path numba numbers numexpr numpy onnx onnxruntime opcode operator optparse os ossaudiodev pandas
            paramiko pathlib pdb pexpect pickle pickletools pip pipes pkg_resources pkgutil platform plistlib plumbum
            popen2 poplib posix posixfile posixpath pprint profile pstats psutil pty ptyprocess pwd py py_compile pybind11
            pyclbr pydoc pydoc_data pyexpat pytest pyximport queue quopri random ray re readline reprlib requests resource
            rexec rlcompleter robotparser runpy sched scipy secrets select selectors sets setuptools sh sha shelve shlex
            shutil signal site six smart_open smtpd smtplib sndhdr socket socketserver spwd sqlalchemy sqlite3 sre_compile
            sre_constants sre_parse ssl stat statistics string stringprep struct subprocess sunau sympy symtable sys
            sysconfig syslog tabnanny tarfile telnetlib tempfile tensorflow tensorrt termios test textwrap this thread
            threading time timeit tkMessageBox tkinter token tokenize tomllib torch torch_geometric torchaudio torchvision
            tornado tox trace traceback tracemalloc trio triton tty turtle turtledemo twisted types typing unicodedata
            unittest urllib urllib2 urllib3 user uu uuid uvloop venv virtualenv wandb warnings wave weakref webbrowser
            wheel whichdb winreg winsound wsgiref xdrlib xml xmlrpc xmlrpclib yaml zipapp zipfile zipimport zlib zoneinfo
            """);

    /** Names that are refused whatever they belong to. */
    static final Set<String> VERBS = words("""
            CDLL LoadLibrary OleDLL Popen PyDLL WinDLL apply attrgetter breakpoint call call_tracing check_call
            check_output classmethod compile compile_command delattr dlopen download_url_to_file eval exec exec_module
            execfile execl execle execlp execv execve execvp execvpe find_class fork forkpty from_pickle getattr getoutput
            getstatusoutput globals import_module import_string input itemgetter kill load load_and_run
            load_from_checkpoint load_library load_model load_module load_state_dict_from_url load_url loads locals locate
            method_cache methodcaller open open_code partial partialmethod popen popen2 popen3 popen4 posix_spawn
            posix_spawnp raw_input read_pickle reduce register reload remove rmtree run run_code run_line_magic run_module
            run_path runcall runcode runctx runeval runsource setattr shell spawn spawnl spawnle spawnlp spawnv spawnve
            spawnvp startfile sympify system unlink unpickle unsafe_load urlopen urlretrieve vars
            wrap_non_picklable_objects
            """);

    /** What honest training scripts take from {@link #PACKAGES}. */
    static final Set<String> HARMLESS = words("""
            argparse.Namespace builtins.bool builtins.bytes builtins.dict builtins.float builtins.frozenset builtins.int
            builtins.list builtins.long builtins.object builtins.range builtins.slice builtins.str builtins.tuple
            builtins.unicode collections.ChainMap collections.UserDict collections.defaultdict collections.deque
            copy_reg._reconstructor copyreg._reconstructor datetime.date datetime.datetime datetime.time
            datetime.timedelta datetime.timezone datetime.tzinfo decimal.Decimal fractions.Fraction
            numpy._core.multiarray._reconstruct numpy._core.multiarray.scalar numpy._core.numeric._frombuffer numpy.bool
            numpy.bool_ numpy.core.multiarray._reconstruct numpy.core.multiarray.scalar numpy.core.numeric._frombuffer
            numpy.dtype numpy.float16 numpy.float32 numpy.float64 numpy.int16 numpy.int32 numpy.int64 numpy.int8
            numpy.ndarray numpy.random._mt19937.MT19937 numpy.random._pcg64.PCG64
            numpy.random._pickle.__bit_generator_ctor numpy.random._pickle.__generator_ctor
            numpy.random._pickle.__randomstate_ctor numpy.str_ numpy.uint16 numpy.uint32 numpy.uint64 numpy.uint8
            optparse.Values pathlib.Path pathlib.PosixPath pathlib.PurePath pathlib.PurePosixPath pathlib.PureWindowsPath
            pathlib.WindowsPath pathlib._local.Path pathlib._local.PosixPath pathlib._local.PurePath
            pathlib._local.PurePosixPath pathlib._local.PureWindowsPath pathlib._local.WindowsPath random.Random
            time.struct_time torch.Generator torch.channels_last torch.contiguous_format torch.nn.parallel.data_parallel.DataParallel
            torch.nn.parallel.distributed.DistributedDataParallel torch.preserve_format torch.relu torch.sigmoid
            torch.strided torch.tanh types.SimpleNamespace typing.Any typing.Dict typing.List typing.Optional
            typing.Tuple typing.Union uuid.UUID
            """);

    /** Modules, with all below them, whose classes are parts of whole models and their training. */
    static final Set<String> HARMLESS_MODULES = words("""
            numpy.dtypes torch.nn.functional torch.nn.modules torch.nn.parameter
            torch.optim torchvision.models torchvision.ops torchvision.transforms
            """);

    private static final Pattern IDENTIFIER = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_]*");

    private CodeRunners() {}

    /** Whether a name may stand for a way to run code. */
    static boolean canRunCode(String module, String name) {
        String full = PickleGlobal.full(module, name);
        if (HARMLESS.contains(full)) {
            return false;
        }
        String[] modules = module.split("\\.", -1);
        String[] names = name.split("\\.", -1);
        for (String part : modules) {
            if (!IDENTIFIER.matcher(part).matches() || (isMagic(part) && !module.equals("__main__"))) {
                return true;
            }
        }
        for (String part : names) {
            // A name with dots is a walk from attribute to attribute, which may lead through an imported module.
            if (!IDENTIFIER.matcher(part).matches()
                    || isMagic(part)
                    || VERBS.contains(part)
                    || PACKAGES.contains(part)) {
                return true;
            }
        }
        return PACKAGES.contains(modules[0])
                && HARMLESS_MODULES.stream().noneMatch(harmless -> within(module, harmless));
    }

    private static boolean within(String module, String harmless) {
        return module.equals(harmless) || module.startsWith(harmless + ".");
    }

    private static boolean isMagic(String part) {
        return part.startsWith("__") && part.endsWith("__");
    }

    private static Set<String> words(String text) {
        return Set.of(text.strip().split("\\s+", -1));
    }
}

package org.stockpot.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The lists that decide which names a pickle may mention, and how they are applied. */
class CodeRunnersTest {
    @Test
    void theListsAreExactlyThese() throws Exception {
        Map<String, Set<String>> expected = new TreeMap<>();
        String section = "";
        try (InputStream in = CodeRunnersTest.class.getResourceAsStream("/checkpoint/code_runners.txt")) {
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList()) {
                if (line.startsWith("# ")) {
                    section = line;
                    expected.put(section, new TreeSet<>());
                } else {
                    expected.get(section).add(line);
                }
            }
        }
        assertThat(expected)
                .containsOnly(
                        Map.entry("# packages", new TreeSet<>(CodeRunners.PACKAGES)),
                        Map.entry("# verbs", new TreeSet<>(CodeRunners.VERBS)),
                        Map.entry("# harmless", new TreeSet<>(CodeRunners.HARMLESS)),
                        Map.entry("# harmless modules", new TreeSet<>(CodeRunners.HARMLESS_MODULES)));
    }

    @Test
    void whatTorchScriptAddsIsExactlyThis() {
        assertThat(PickleGlobal.SCRIPT_ALLOWED)
                .containsOnlyKeys(
                        "torch.jit._pickle.build_intlist",
                        "torch.jit._pickle.build_doublelist",
                        "torch.jit._pickle.build_boollist",
                        "torch.jit._pickle.build_tensorlist",
                        "torch.jit._pickle.restore_type_tag");
        for (String name : List.of("torch.jit._pickle restore_type_tag", "__torch__ Net", "__torch__.a Net")) {
            String[] parts = name.split(" ", -1);
            assertThat(PickleGlobal.find(parts[0], parts[1], false)).isNull();
            assertThat(PickleGlobal.find(parts[0], parts[1], true)).isNotNull();
            assertThat(CodeRunners.canRunCode(parts[0], parts[1])).isTrue();
        }
    }

    @Test
    void nothingHarmlessIsAVerb() {
        for (String name : CodeRunners.HARMLESS) {
            assertThat(CodeRunners.VERBS).doesNotContain(name.substring(name.lastIndexOf('.') + 1));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "posix, system",
        "os, system",
        "os.path, join",
        "nt, system",
        "subprocess, check_output",
        "sys, exit",
        "sys, modules",
        "builtins, eval",
        "builtins, exec",
        "builtins, getattr",
        "builtins, __import__",
        "builtins, open",
        "builtins, compile",
        "builtins, type",
        "builtins, print",
        "__builtin__, apply",
        "__builtin__, execfile",
        "commands, getoutput",
        "runpy, run_path",
        "importlib, import_module",
        "importlib.machinery, SourceFileLoader",
        "ctypes, CDLL",
        "pickle, loads",
        "_pickle, loads",
        "cPickle, loads",
        "dill, loads",
        "cloudpickle.cloudpickle, _make_function",
        "joblib, load",
        "torch, load",
        "torch.hub, load",
        "torch.jit, load",
        "torch.jit.unsupported_tensor_ops, execWrapper",
        "torch._dynamo.guards, GuardBuilder.get",
        "torch._inductor.codecache, compile_file",
        "torch.utils.data, DataLoader",
        "torch.utils._config_module, ConfigModule.load_config",
        "torch.utils.collect_env, run",
        "torch.serialization, load",
        "torch.distributed.rpc, rpc_sync",
        "operator, attrgetter",
        "_operator, methodcaller",
        "functools, partial",
        "types, FunctionType",
        "types, CodeType",
        "marshal, loads",
        "code, InteractiveInterpreter",
        "codeop, compile_command",
        "socket, create_connection",
        "shutil, rmtree",
        "webbrowser, open",
        "pty, spawn",
        "asyncio.unix_events, _UnixSubprocessTransport._start",
        "multiprocessing.util, spawnv_passfds",
        "timeit, timeit",
        "pdb, run",
        "bdb, Bdb",
        "cProfile, run",
        "profile, run",
        "trace, Trace.run",
        "idlelib.pyshell, ModifiedInterpreter",
        "idlelib.autocomplete, AutoComplete.get_entity",
        "lib2to3.pgen2.grammar, Grammar.loads",
        "doctest, debug_script",
        "distutils.file_util, write_file",
        "ensurepip, _run_pip",
        "venv, create",
        "numpy, load",
        "numpy, fromfile",
        "numpy.testing._private.utils, runstring",
        "numpy.f2py.crackfortran, getlincoef",
        "numpy.distutils.exec_command, exec_command",
        "pip, main",
        "pip._internal, main",
        "setuptools.command.easy_install, main",
        "pkg_resources, run_script",
        "_io, FileIO",
        "io, open",
        "_io, open",
        "pathlib, Path.write_text",
        "pathlib, os",
        "zipimport, zipimporter",
        "uuid, _get_command_stdout",
        "_osx_support, _read_output",
        "_aix_support, _read_cmd_output",
        "_pyrepl.pager, pipe_pager",
        "pydoc, pipepager",
        "logging.config, dictConfig",
        "urllib.request, urlopen",
        "requests.api, get",
        "smtplib, SMTP",
        "sqlite3, connect",
        "threading, Thread",
        "signal, signal",
        "gc, get_objects",
        "atexit, register",
        "copyreg, add_extension",
        "collections, namedtuple",
        "enum, Enum",
        "argparse, FileType",
        "datetime, sys",
        "typing, sys",
        "torch.nn.modules.module, os.system",
        "torch.nn.modules.module, torch.hub",
        "torch.nn.modules.module, Module.load",
        "torch.nn.parallel.distributed, logging",
        "torch.optim.optimizer, functools",
        "trainer.models, Net.__init__",
        "trainer.models, eval",
        "trainer.models, subprocess",
        "trainer.__init__, Net",
        "__builtins__, x",
        "trainer, Net.",
        "trainer, .Net",
        "trainer, ''",
        "'', Net",
        "trainer..models, Net",
        "trainer models, Net",
        "trainer, Net()",
    })
    void refusesWhatMayRunCode(String module, String name) {
        assertThat(CodeRunners.canRunCode(module, name)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "argparse, Namespace",
        "numpy.core.multiarray, scalar",
        "numpy._core.multiarray, scalar",
        "numpy.core.multiarray, _reconstruct",
        "numpy, dtype",
        "numpy, ndarray",
        "numpy.dtypes, Float64DType",
        "datetime, datetime",
        "pathlib, PosixPath",
        "pathlib._local, PosixPath",
        "collections, defaultdict",
        "copyreg, _reconstructor",
        "copy_reg, _reconstructor",
        "__builtin__, object",
        "omegaconf.dictconfig, DictConfig",
        "typing, Any",
        "pytorch_lightning.callbacks.model_checkpoint, ModelCheckpoint",
        "torch.nn.modules.linear, Linear",
        "torch.nn.parallel.data_parallel, DataParallel",
        "torch.nn.parallel.distributed, DistributedDataParallel",
        "torch.optim.lr_scheduler, StepLR",
        "torchvision.models.resnet, ResNet",
        "timm.models.vision_transformer, VisionTransformer",
        "__main__, Config",
        "utils.meters, Meter.Inner",
        "trainer.code.types, Kind",
    })
    void letsHarmlessNamesBeInert(String module, String name) {
        assertThat(CodeRunners.canRunCode(module, name)).isFalse();
    }
}

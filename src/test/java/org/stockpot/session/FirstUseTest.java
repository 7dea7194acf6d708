package org.stockpot.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stockpot.data.Role;
import org.stockpot.evaluate.Backend;
import org.stockpot.job.QueueLane;

class FirstUseTest {
    @TempDir
    private Path folder;

    @Test
    void aMeasurementSaysThatTheEngineIsUnpackedBeforeANetworkIsLoaded() throws Exception {
        List<String> calls = new CopyOnWriteArrayList<>();
        Backend real = TinyKitchen.backend();
        var watched = (Backend) Proxy.newProxyInstance(
                Backend.class.getClassLoader(), new Class<?>[] {Backend.class}, (proxy, method, arguments) -> {
                    calls.add(method.getName().equals("unpack") ? "unpack: " + arguments[0] : method.getName());
                    try {
                        return method.invoke(real, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
        try (var workbench =
                new Workbench(watched, new QueueLane("device", Runnable::run), new QueueLane("io", Runnable::run))) {
            Session session = new TinyKitchen(folder).session(workbench, 8);
            workbench.device().call(workbench.evaluation(session, EnumSet.allOf(Role.class), partial -> {}));
        }
        assertThat(calls).containsSubsequence("unpack: Unpacking the engine, once, MB", "load");
    }
}

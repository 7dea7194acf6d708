package org.stockpot.session;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Files and folders that somebody dropped, sorted by what they are for, in the order in which they came.
 *
 * @param refused with the reason; the others are not kept from being used
 */
public record DropSort(List<Path> sessions, List<Path> checkpoints, List<Path> data, List<Refusal> refused) {
    public DropSort {
        sessions = List.copyOf(sessions);
        checkpoints = List.copyOf(checkpoints);
        data = List.copyOf(data);
        refused = List.copyOf(refused);
    }

    /** Looks at each. */
    public static DropSort of(List<Path> dropped) {
        List<Path> sessions = new ArrayList<>();
        List<Path> checkpoints = new ArrayList<>();
        List<Path> data = new ArrayList<>();
        List<Refusal> refused = new ArrayList<>();
        for (Path path : dropped) {
            try {
                switch (DropKind.of(path)) {
                    case SESSION -> sessions.add(path);
                    case CHECKPOINT -> checkpoints.add(path);
                    case DATA -> data.add(path);
                    case SINGLE_IMAGE ->
                        refused.add(refusal(
                                path, "is a single image; drop the folder that holds a folder of images per class"));
                    case UNKNOWN ->
                        refused.add(refusal(
                                path,
                                "is neither a checkpoint (safetensors, PyTorch) nor a data set (a folder per class, IDX,"
                                        + " NPZ, tar, Parquet, a table of paths and labels) nor a session"));
                }
            } catch (IOException e) {
                refused.add(refusal(path, "cannot be read: " + e.getMessage()));
            }
        }
        return new DropSort(sessions, checkpoints, data, refused);
    }

    private static Refusal refusal(Path path, String problem) {
        return new Refusal(path, path + " " + problem + ".", List.of());
    }
}

package org.stockpot.checkpoint;

import java.util.HashMap;
import java.util.Map;

/** Storages that are members of an archive. */
final class ZipStorages implements PersistentIds {
    private final InputFile file;
    private final Map<String, ZipMember> members;
    private final String prefix;
    private final Map<String, ZipStorage> storages = new HashMap<>();

    /**
     * @param members of the archive by name
     * @param prefix of the names of storage members, before the key
     */
    ZipStorages(InputFile file, Map<String, ZipMember> members, String prefix) {
        this.file = file;
        this.members = members;
        this.prefix = prefix;
    }

    @Override
    public PickleValue resolve(PickleValue id) throws CheckpointException {
        StorageId storage = StorageId.of(file, id, false);
        String name = prefix + storage.key();
        ZipMember member = members.get(name);
        if (member == null) {
            throw file.refusal(
                    "member " + Show.text(name) + " with the data of a tensor is missing; get the file again");
        }
        if (member.size() != storage.size()) {
            throw file.refusal("member " + Show.text(name) + " holds " + member.size() + " bytes, the pickle expects "
                    + storage.size() + "; the file is damaged, get it again");
        }
        return new PickleValue.Storage(
                storages.computeIfAbsent(storage.key(), key -> new ZipStorage(file, key, member)), storage.tag());
    }
}

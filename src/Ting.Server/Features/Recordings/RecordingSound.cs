using Ting.Server.Features.Academy.Voice;
using Ting.Server.Platform.Files;

namespace Ting.Server.Features.Recordings;

/// <summary>Where the sound of a recording lies: a part of the file store to itself, so that all of it can go.</summary>
internal static class RecordingSound
{
    private const string Part = "calls";

    public static FileStore StoreOf(FileStore files, Guid id) => files.In(Part).In(id.ToString("N"));

    public static TakeSound Open(FileStore files, CallRecording recording) => TakeSound.Open(StoreOf(files, recording.Id), recording.Hashes);
}

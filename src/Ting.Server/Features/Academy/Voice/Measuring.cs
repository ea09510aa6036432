using Microsoft.EntityFrameworkCore;
using Ting.Listening;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Jobs;

namespace Ting.Server.Features.Academy.Voice;

/// <summary>A sound that a job measures: until it has figures, or a reason why there will be none.</summary>
public interface IMeasurable
{
    int Tries { get; }
    bool IsOver { get; }
    void CountTry();
    void CannotBeMeasured(string problem);
}

/// <summary>One attempt at measuring.</summary>
internal static class Measuring
{
    /// <summary>Counts the attempt, measures, and writes down what came of it; a fault that may pass is thrown on, so that the job comes again.</summary>
    /// <param name="it">A tracked row.</param>
    /// <param name="measure">Writes the figures into it.</param>
    /// <returns>False when it was deleted meanwhile.</returns>
    public static async Task<bool> AttemptAsync(AppDb db, IMeasurable it, Action measure, CancellationToken cancel)
    {
        try
        {
            // Counted before it is tried: what brings the whole server down is given up, too.
            it.CountTry();
            if (it.Tries > QueuedJob.MaxAttempts)
                it.CannotBeMeasured("voice.failed");
            await db.SaveChangesAsync(cancel);
            if (it.IsOver)
                return true;

            Measure(it, measure);
            await db.SaveChangesAsync(cancel);
            return true;
        }
        catch (DbUpdateConcurrencyException)
        {
            return false;
        }
    }

    private static void Measure(IMeasurable it, Action measure)
    {
        try
        {
            measure();
        }
        catch (WaveException wrong)
        {
            it.CannotBeMeasured(TakeSound.CodeOf(wrong));
        }
        catch (FileNotFoundException)
        {
            it.CannotBeMeasured("voice.sound_gone");
        }
        catch (Exception) when (it.Tries >= QueuedJob.MaxAttempts)
        {
            it.CannotBeMeasured("voice.failed");
        }
    }
}

using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Academy.FieldService;
using Ting.Server.Features.Academy.Journal;
using Ting.Server.Features.Academy.Practice;
using Ting.Server.Features.Academy.RolePlay;
using Ting.Server.Features.Academy.RolePlay.Pairs;
using Ting.Server.Features.Academy.SelfTests;
using Ting.Server.Features.Academy.Voice;
using Ting.Server.Features.Academy.Writing;
using Ting.Server.Platform.Data;

namespace Ting.Server.Features.Academy;

public static class AcademyTables
{
    extension(AppDb db)
    {
        public DbSet<Attempt> Attempts => db.Set<Attempt>();
        public DbSet<PracticeCard> PracticeCards => db.Set<PracticeCard>();
        public DbSet<Assignment> Assignments => db.Set<Assignment>();
        public DbSet<Certificate> Certificates => db.Set<Certificate>();
        public DbSet<LessonNote> LessonNotes => db.Set<LessonNote>();
        public DbSet<SelfTest> SelfTests => db.Set<SelfTest>();
        public DbSet<Play> Plays => db.Set<Play>();
        public DbSet<PairPlay> PairPlays => db.Set<PairPlay>();
        public DbSet<TalkEntry> TalkEntries => db.Set<TalkEntry>();
        public DbSet<TalkAnalysis> TalkAnalyses => db.Set<TalkAnalysis>();
        public DbSet<ChecklistDay> ChecklistDays => db.Set<ChecklistDay>();
        public DbSet<VoiceTake> VoiceTakes => db.Set<VoiceTake>();
        public DbSet<HouseCourse> HouseCourses => db.Set<HouseCourse>();
        public DbSet<CourseEdition> CourseEditions => db.Set<CourseEdition>();
        public DbSet<ExerciseSource> ExerciseSources => db.Set<ExerciseSource>();
        public DbSet<BodyLine> BodyLines => db.Set<BodyLine>();
    }
}

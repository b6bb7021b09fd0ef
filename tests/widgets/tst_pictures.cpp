// SPDX-License-Identifier: GPL-3.0-or-later
#include "designboard.h"
#include "mainwindow.h"
#include "paintedpicture.h"

#include <QApplication>
#include <QDir>
#include <QScrollArea>
#include <QScrollBar>
#include <QSettings>
#include <QSignalSpy>
#include <QStyle>
#include <QStyleFactory>
#include <QTemporaryDir>
#include <QTest>

#include <functional>

/// Draws the window in all its sizes and palettes. Where ASSET_GENERATOR_PICTURES names a folder the pictures
/// are kept there, for people to look at; what can be told without eyes is told here.
class TestPictures : public QObject
{
    Q_OBJECT
private:
    QTemporaryDir m_folder;

    static QPalette palette(const QString &skin)
    {
        const std::unique_ptr<QStyle> fusion(QStyleFactory::create(u"Fusion"_s));
        QPalette colours = fusion->standardPalette();
        const auto set
            = [&](QPalette::ColorRole role, QRgb colour) { colours.setColor(role, QColor(colour)); };
        if (skin == u"light"_s) {
            set(QPalette::Window, 0xeff0f1);
            set(QPalette::Base, 0xffffff);
            set(QPalette::Highlight, 0x1d6fb8);
            set(QPalette::HighlightedText, 0xffffff);
            return colours;
        }
        const bool dark = skin == u"dark"_s;
        const QRgb ground = dark ? 0x2a2e32 : 0x000000;
        const QRgb ink = dark ? 0xfcfcfc : 0xffffff;
        for (const auto role : {QPalette::Window, QPalette::Button, QPalette::ToolTipBase})
            set(role, ground);
        set(QPalette::Base, dark ? 0x1b1e20 : 0x000000);
        set(QPalette::AlternateBase, dark ? 0x1d2023 : 0x000000);
        for (const auto role :
             {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::ToolTipText})
            set(role, ink);
        set(QPalette::Highlight, dark ? 0x2a6ea6 : 0xffff00);
        set(QPalette::HighlightedText, dark ? 0xffffff : 0x000000);
        set(QPalette::Link, dark ? 0x5cb3f2 : 0xffffff);
        const QColor faint = dark ? QColor(0x9a9fa4) : QColor(0xffffff);
        colours.setColor(QPalette::PlaceholderText, faint);
        for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
            colours.setColor(QPalette::Disabled, role, QColor(0x7a7f84));
        colours.setColor(QPalette::Light, QColor(ground).lighter(130));
        colours.setColor(QPalette::Mid, QColor(ground).lighter(150));
        colours.setColor(QPalette::Dark, QColor(ground).darker(150));
        return colours;
    }

    struct Stage {
        DesignBoard board;
        QSettings memory;
        MainWindow window;

        explicit Stage(const QString &file)
            : memory(file, QSettings::IniFormat)
            , window(board.sessions, board.projects, memory)
        {
        }
        void show(const QSize &size)
        {
            window.resize(size);
            window.show();
            QVERIFY(QTest::qWaitForWindowExposed(&window));
        }
        void feed()
        {
            window.setPreview(u"0b9c7f3e-fox"_s, paintedPicture({832, 608}));
            window.setPictures(u"0b9c7f3e-fox"_s, {{u"/x/fox-1.png"_s, paintedPicture({512, 512})}});
        }
    };

    void keep(const Stage &stage, const QString &name) const
    {
        QTest::qWait(150); // changes are gathered before they are painted
        const QPixmap picture = const_cast<MainWindow &>(stage.window).grab();
        QVERIFY(!picture.isNull());
        if (const QString folder = qEnvironmentVariable("ASSET_GENERATOR_PICTURES"); !folder.isEmpty()) {
            QVERIFY(QDir().mkpath(folder));
            QVERIFY(picture.save(QDir(folder).filePath(name + u".png"_s)));
        }
    }

private Q_SLOTS:
    void init()
    {
        QApplication::setStyle(u"Fusion"_s);
        QApplication::setPalette(palette(u"light"_s));
        QApplication::setLayoutDirection(Qt::LeftToRight);
    }

    void sessions_data()
    {
        QTest::addColumn<QString>("skin");
        QTest::addColumn<QSize>("size");
        QTest::addColumn<QString>("chosen");
        QTest::newRow("light-1280") << u"light"_s << QSize(1280, 760) << u"0b9c7f3e-fox"_s;
        QTest::newRow("dark-1280") << u"dark"_s << QSize(1280, 760) << u"0b9c7f3e-fox"_s;
        QTest::newRow("contrast-1280") << u"contrast"_s << QSize(1280, 760) << u"0b9c7f3e-fox"_s;
        QTest::newRow("orphan") << u"light"_s << QSize(1280, 760) << u"aa000001-orphan"_s;
        QTest::newRow("failed-dark") << u"dark"_s << QSize(1280, 760) << u"aa000002-failed"_s;
        QTest::newRow("private") << u"light"_s << QSize(1280, 760) << u"3f21c8aa-loading"_s;
        QTest::newRow("wide-1600") << u"light"_s << QSize(1600, 900) << u"0b9c7f3e-fox"_s;
        QTest::newRow("medium-1199") << u"light"_s << QSize(1199, 760) << u"0b9c7f3e-fox"_s;
        QTest::newRow("medium-800") << u"light"_s << QSize(800, 760) << u"0b9c7f3e-fox"_s;
        QTest::newRow("medium-640") << u"dark"_s << QSize(640, 600) << u"0b9c7f3e-fox"_s;
        QTest::newRow("narrow-480") << u"dark"_s << QSize(480, 600) << u"0b9c7f3e-fox"_s;
    }

    void sessions()
    {
        QFETCH(QString, skin);
        QFETCH(QSize, size);
        QFETCH(QString, chosen);
        QApplication::setPalette(palette(skin));
        Stage stage(m_folder.filePath(u"memory"_s));
        stage.board.fill();
        stage.window.setReport(DesignBoard::ready());
        stage.show(size);
        stage.window.showSession(chosen);
        stage.feed();
        keep(stage, u"sessions-"_s + QString::fromLatin1(QTest::currentDataTag()));
        for (const auto *area : stage.window.findChildren<QAbstractScrollArea *>()) {
            if (area->isVisible())
                QVERIFY2(!area->horizontalScrollBar()->isVisible(), qPrintable(area->accessibleName()));
        }
    }

    void others_data()
    {
        QTest::addColumn<std::function<void(Stage &)>>("scene");
        QTest::addColumn<QSize>("size");
        const QSize usual(1280, 760);
        using Scene = std::function<void(Stage &)>;
        QTest::newRow("first-run") << Scene([](Stage &s) {
            s.board.projects.setOffered({{DesignBoard::cards, 2}});
        }) << usual;
        QTest::newRow("first-run-480") << Scene([](Stage &s) {
            s.board.projects.setOffered({{DesignBoard::cards, 2}});
        }) << QSize(480, 500);
        QTest::newRow("nothing") << Scene([](Stage &s) { s.board.watchProjects(); }) << usual;
        QTest::newRow("offered") << Scene([](Stage &s) {
            s.board.fill();
            s.board.projects.setOffered({{u"/home/ada/icons"_s, 2}, {u"/home/ada/posters"_s, 1}});
        }) << usual;
        QTest::newRow("offline") << Scene([](Stage &s) {
            s.board.fill();
            s.window.setReport(DesignBoard::silent());
        }) << usual;
        QTest::newRow("one-project") << Scene([](Stage &s) {
            s.board.fill();
            s.window.setCurrentProject(DesignBoard::cards);
        }) << usual;
        QTest::newRow("generate") << Scene([](Stage &s) { generate(s); }) << usual;
        QTest::newRow("generate-800") << Scene([](Stage &s) { generate(s); }) << QSize(800, 600);
        QTest::newRow("generate-480") << Scene([](Stage &s) { generate(s); }) << QSize(480, 700);
        QTest::newRow("generate-empty") << Scene([](Stage &s) {
            s.board.watchProjects();
            s.window.showGenerate();
        }) << usual;
    }

    static void generate(Stage &stage)
    {
        stage.board.fill();
        stage.window.setModels({{.name = u"dreamshaper_xl.safetensors"_s,
                                 .modelClass = u"Stable Diffusion XL 1.0-Base"_s,
                                 .standardWidth = 1024,
                                 .standardHeight = 1024,
                                 .loaded = true}});
        FormOrder order{.request = {.prompt = u"a red fox in deep snow, low sun, shallow depth of field"_s},
                        .project = DesignBoard::cards};
        order.request.model = u"dreamshaper_xl"_s;
        order.request.width = order.request.height = 1024;
        order.request.images = 4;
        stage.window.setForm(order);
        stage.window.setOwnSession(u"0b9c7f3e-fox"_s);
        stage.window.showGenerate();
    }

    void others()
    {
        QFETCH(std::function<void(Stage &)>, scene);
        QFETCH(QSize, size);
        for (const QString &skin : {u"light"_s, u"dark"_s}) {
            QApplication::setPalette(palette(skin));
            Stage stage(m_folder.filePath(u"memory"_s));
            stage.window.setReport(DesignBoard::ready());
            stage.show(size);
            scene(stage);
            stage.feed();
            keep(stage, QString::fromLatin1(QTest::currentDataTag()) + u'-' + skin);
        }
    }

    void rightToLeft()
    {
        QApplication::setLayoutDirection(Qt::RightToLeft);
        Stage stage(m_folder.filePath(u"memory"_s));
        stage.board.fill();
        stage.window.setReport(DesignBoard::ready());
        stage.show({1280, 760});
        stage.window.showSession(u"0b9c7f3e-fox"_s);
        stage.feed();
        keep(stage, u"sessions-right-to-left"_s);
    }
};

QTEST_MAIN(TestPictures)
#include "tst_pictures.moc"

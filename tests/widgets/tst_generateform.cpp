// SPDX-License-Identifier: GPL-3.0-or-later
#include "designboard.h"
#include "fieldnote.h"
#include "generateform.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTest>
#include <QToolButton>

class TestGenerateForm : public QObject
{
    Q_OBJECT
private:
    struct Shown {
        DesignBoard board;
        GenerateForm form{board.projects};
        QSignalSpy wished{&form, &GenerateForm::generateWished};

        Shown()
        {
            board.watchProjects();
            form.resize(380, 600);
            form.show();
        }
        template <typename T> T *named(const QString &id) { return form.findChild<T *>(id); }
        QStringList notes()
        {
            QStringList said;
            for (const auto *note : form.findChildren<FieldNote *>()) {
                if (note->isVisible())
                    said << note->sentence();
            }
            return said;
        }
        void press() { QTest::mouseClick(named<QPushButton>(u"startGeneration"_s), Qt::LeftButton); }
        void type(const QString &prompt) { QTest::keyClicks(named<QPlainTextEdit>(u"prompt"_s), prompt); }
    };
    static QList<ServerModel> models()
    {
        return {{.name = u"dreamshaper_xl.safetensors"_s,
                 .standardWidth = 1024,
                 .standardHeight = 1024,
                 .loaded = true},
                {.name = u"SD15/dreamshaper_8.safetensors"_s, .standardWidth = 512, .standardHeight = 512}};
    }

private Q_SLOTS:
    void leavesNoHoleBetweenItsFields()
    {
        Shown shown;
        const auto edge
            = [&](QWidget *field, const QPoint &corner) { return field->mapTo(&shown.form, corner).y(); };
        auto *images = shown.named<QSpinBox>(u"images"_s);
        auto *label = shown.named<QLineEdit>(u"label"_s);
        const int gap = edge(label, {}) - edge(images, {0, images->height()});
        QVERIFY2(gap <= 48, qPrintable(QString::number(gap)));
    }

    void ordersWhatItSays()
    {
        Shown shown;
        shown.form.setModels(models());
        shown.type(u"a red fox"_s);
        shown.named<QSpinBox>(u"images"_s)->setValue(4);
        shown.named<QLineEdit>(u"label"_s)->setText(u" hero "_s);
        shown.form.setProject(DesignBoard::portraits);
        QCOMPARE(shown.named<QPushButton>(u"startGeneration"_s)->text(), u"&Generate 4 images"_s);
        shown.press();
        QCOMPARE(shown.wished.size(), 1);
        const auto order = shown.wished.first().first().value<FormOrder>();
        QCOMPARE(order.request.prompt, u"a red fox"_s);
        QCOMPARE(order.request.model, u"dreamshaper_xl.safetensors"_s);
        QCOMPARE(order.request.images, 4);
        QCOMPARE(QSize(order.request.width, order.request.height), QSize(1024, 1024));
        QCOMPARE(order.label, u"hero"_s);
        QCOMPARE(order.project, DesignBoard::portraits);
        shown.press();
        QCOMPARE(shown.wished.size(), 2); // pressing again starts another
    }

    void controlReturnStarts()
    {
        Shown shown;
        QVERIFY(QTest::qWaitForWindowActive(&shown.form));
        shown.form.focusPrompt();
        shown.type(u"a red fox"_s);
        QTest::keyClick(shown.named<QPlainTextEdit>(u"prompt"_s), Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(shown.wished.size(), 1);
    }

    void aKeyHeldDownIsOneOrder()
    {
        Shown shown;
        QVERIFY(QTest::qWaitForWindowActive(&shown.form));
        shown.form.focusPrompt();
        shown.type(u"a red fox"_s);
        auto *prompt = shown.named<QPlainTextEdit>(u"prompt"_s);
        for (int press = 0; press < 4; ++press)
            QTest::simulateEvent(prompt, true, Qt::Key_Return, Qt::ControlModifier, QString(), press > 0);
        QCOMPARE(shown.wished.size(), 1);
    }

    void saysWhatIsMissing_data()
    {
        QTest::addColumn<QString>("prompt");
        QTest::addColumn<QString>("model");
        QTest::addColumn<bool>("watched");
        QTest::addColumn<QString>("said");
        QTest::newRow("no prompt") << u"  "_s << u"dreamshaper_xl"_s << true
                                   << u"The prompt is empty. Say what the picture shows."_s;
        QTest::newRow("an unknown model")
            << u"a fox"_s << u"dremshaper_xl"_s << true
            << u"No model is called “dremshaper_xl”. Similar: dreamshaper_xl, SD15/dreamshaper_8."_s;
        QTest::newRow("no model") << u"a fox"_s << QString() << true
                                  << u"No model is chosen. Choose one of the list."_s;
        QTest::newRow("no project") << u"a fox"_s << u"dreamshaper_xl"_s << false
                                    << u"No project folder is watched. Add one first."_s;
    }

    void saysWhatIsMissing()
    {
        QFETCH(QString, prompt);
        QFETCH(QString, model);
        QFETCH(bool, watched);
        QFETCH(QString, said);
        Shown shown;
        shown.form.setModels(models());
        if (!watched)
            shown.board.projects.setWatched({});
        shown.type(prompt);
        shown.named<QComboBox>(u"model"_s)->setEditText(model);
        shown.press();
        QCOMPARE(shown.wished.size(), 0);
        QCOMPARE(shown.notes(), QStringList{said});
    }

    void goesToTheFirstWrongField()
    {
        Shown shown;
        QVERIFY(QTest::qWaitForWindowActive(&shown.form));
        shown.press();
        QCOMPARE(shown.form.focusWidget(), static_cast<QWidget *>(shown.named<QPlainTextEdit>(u"prompt"_s)));
    }

    void worksWithoutTheServersList()
    {
        Shown shown;
        shown.form.setServerAnswers(false);
        QCOMPARE(shown.named<QPushButton>(u"startGeneration"_s)->text(),
                 u"&Generate (server does not answer)"_s);
        shown.type(u"a fox"_s);
        shown.named<QComboBox>(u"model"_s)->setEditText(u"any"_s);
        shown.press();
        QCOMPARE(shown.wished.size(), 1);
    }

    void sizesFollowModelAndPreset()
    {
        Shown shown;
        shown.form.setModels(models());
        auto *preset = shown.named<QComboBox>(u"sizePreset"_s);
        const auto size
            = [&] { return QSize(shown.form.order().request.width, shown.form.order().request.height); };
        preset->setCurrentText(u"4:3"_s);
        Q_EMIT preset->activated(preset->currentIndex());
        QCOMPARE(size(), QSize(1152, 896));
        QTest::mouseClick(shown.named<QToolButton>(u"swapWidthAndHeight"_s), Qt::LeftButton);
        QCOMPARE(size(), QSize(896, 1152));
        QCOMPARE(preset->currentText(), u"3:4"_s);
        shown.named<QComboBox>(u"model"_s)->setEditText(u"SD15/dreamshaper_8"_s);
        QCOMPARE(size(), QSize(448, 576));
        shown.named<QSpinBox>(u"width"_s)->setValue(333);
        QCOMPARE(preset->currentText(), u"Custom"_s);
    }

    void rememberedSizesStay_data()
    {
        QTest::addColumn<QString>("model");
        QTest::addColumn<QSize>("remembered");
        QTest::addColumn<QSize>("size");
        QTest::addColumn<QString>("preset");
        const QString large = u"dreamshaper_xl.safetensors"_s;
        const QString small = u"SD15/dreamshaper_8.safetensors"_s;
        QTest::newRow("the first start") << large << QSize() << QSize(1024, 1024) << u"Model's own"_s;
        QTest::newRow("the first start with a small model")
            << small << QSize() << QSize(512, 512) << u"Model's own"_s;
        QTest::newRow("the model's own") << small << QSize(512, 512) << QSize(512, 512) << u"Model's own"_s;
        QTest::newRow("larger than the model's")
            << small << QSize(1024, 1024) << QSize(1024, 1024) << u"Custom"_s;
        QTest::newRow("smaller than the model's")
            << large << QSize(512, 512) << QSize(512, 512) << u"Custom"_s;
        QTest::newRow("of another shape") << small << QSize(576, 448) << QSize(576, 448) << u"4:3"_s;
    }

    void rememberedSizesStay()
    {
        QFETCH(QString, model);
        QFETCH(QSize, remembered);
        Shown shown; // in the order in which the program starts
        shown.form.setModels({});
        FormOrder order;
        order.request.model = model;
        order.request.width = remembered.width();
        order.request.height = remembered.height();
        if (remembered.isEmpty())
            shown.named<QComboBox>(u"model"_s)->setEditText(model.chopped(12));
        else
            shown.form.setOrder(order);
        shown.form.setModels(models());
        const GenerationRequest request = shown.form.order().request;
        QCOMPARE(request.model, model);
        QTEST(QSize(request.width, request.height), "size");
        QTEST(shown.named<QComboBox>(u"sizePreset"_s)->currentText(), "preset");
    }

    void aPresetOfBeforeFollowsTheModel()
    {
        Shown shown;
        auto *preset = shown.named<QComboBox>(u"sizePreset"_s);
        preset->setCurrentText(u"4:3"_s);
        Q_EMIT preset->activated(preset->currentIndex());
        shown.named<QComboBox>(u"model"_s)->setEditText(u"SD15/dreamshaper_8"_s);
        shown.form.setModels(models());
        QCOMPARE(shown.form.order().request.width, 576);
        QCOMPARE(preset->currentText(), u"4:3"_s);
    }

    void aSizeMayHaveANameForAnotherModel()
    {
        Shown shown;
        shown.form.setModels(models());
        shown.named<QSpinBox>(u"width"_s)->setValue(512);
        shown.named<QSpinBox>(u"height"_s)->setValue(512);
        QCOMPARE(shown.named<QComboBox>(u"sizePreset"_s)->currentText(), u"Custom"_s);
        shown.named<QComboBox>(u"model"_s)->setEditText(u"SD15/dreamshaper_8"_s);
        QCOMPARE(shown.named<QComboBox>(u"sizePreset"_s)->currentText(), u"Model's own"_s);
    }

    void showsAnOrderAgain()
    {
        Shown shown;
        FormOrder order{.project = DesignBoard::tileset, .label = u"hero"_s};
        order.request.prompt = u"a castle"_s;
        order.request.model = u"some_model"_s;
        order.request.width = 640;
        order.request.height = 704;
        order.request.images = 7;
        shown.form.setOrder(order);
        QCOMPARE(shown.form.order(), order);
    }

    void keepsWhatItHasNoFieldFor()
    {
        Shown shown;
        const auto *line = shown.named<QLabel>(u"furtherSettings"_s);
        QVERIFY(!line->isVisible());
        FormOrder order{.request = {.prompt = u"a castle"_s,
                                    .negativePrompt = u"rain"_s,
                                    .model = u"some_model"_s,
                                    .steps = 28,
                                    .cfgScale = 7,
                                    .seed = 1903226551,
                                    .loras = {{u"stone"_s, 0.5}, {u"moss"_s, 1}},
                                    .others = {{"clipskip"_L1, 2}}},
                        .project = DesignBoard::tileset};
        shown.form.setOrder(order);
        QVERIFY(line->isVisible());
        QCOMPARE(line->text(), u"And 6 further settings"_s);
        QVERIFY(line->toolTip().contains(u"Seed: 1903226551"_s));
        shown.press();
        QCOMPARE(shown.wished.first().first().value<FormOrder>(), order);
        QTest::mouseClick(shown.named<QPushButton>(u"resetFurtherSettings"_s), Qt::LeftButton);
        QVERIFY(!line->isVisible());
        order.request = {.prompt = u"a castle"_s, .model = u"some_model"_s};
        QCOMPARE(shown.form.order(), order);
        order.request.steps = 20;
        shown.form.setOrder(order);
        QCOMPARE(line->text(), u"And 1 further setting"_s);
    }

    void keepsTheProjectWhenOthersCome()
    {
        Shown shown;
        shown.form.setProject(DesignBoard::tileset);
        shown.board.projects.setWatched({u"/a"_s, DesignBoard::tileset});
        QCOMPARE(shown.form.order().project, DesignBoard::tileset);
    }
};

QTEST_MAIN(TestGenerateForm)
#include "tst_generateform.moc"
